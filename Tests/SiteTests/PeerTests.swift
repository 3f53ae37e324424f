import AirgapCore
import SystemPackage
import TestSupport
import Testing

extension ServedTests {
    /// The clients that sites have.
    @Suite(.serialized)
    struct PeerTests {
        /// A tree with an image that runs: `quay.io/base/busy:1.36` is `library/busy:1` here.
        private static func serve(
            _ form: SiteForm,
            _ body: @escaping @Sendable (ServedProcess, SiteTree, TemporaryFolder) async throws -> Void
        ) async throws {
            let folder = try TemporaryFolder()
            let oci = try await OCIImages(at: folder.appending("oci"))
            try await oci.addImage("busy", architecture: "amd64", text: "it runs\n")
            var images = StoredImages()
            try images.add("busy", of: oci, to: "library/busy", tag: "1")
            let tree = try await SiteTree(
                in: folder, images: images, origins: ["library/busy:1": "quay.io/base/busy:1.36"])
            try await ServedProcess.run(form.path(of: tree), in: folder) { try await body($0, tree, folder) }
        }

        @Test(arguments: SiteForm.allCases)
        func `skopeo copies over HTTP and HTTPS with digests unchanged, and lists tags`(form: SiteForm) async throws {
            try await Self.serve(form) { site, tree, folder in
                let trust = folder.appending("trust")
                try folder.write(FileSystem.read(site.authority, limit: 1 << 16), at: "trust/ca.crt")
                let secure = "127.0.0.1:\(site.httpsPort)"
                for (number, source) in [
                    ["--src-tls-verify=false", "docker://\(site.host)/library/busy:1"],
                    ["--src-cert-dir", trust.string, "docker://\(secure)/library/busy:1"],
                    ["--all", "--src-cert-dir", trust.string, "docker://\(secure)/library/app:multi"],
                    [
                        "--src-cert-dir", trust.string,
                        "docker://\(secure)/library/app@\(Digest(of: SiteTree.manifest))",
                    ],
                ].enumerated() {
                    try await PeerProgram.run(
                        "skopeo",
                        ["--insecure-policy", "copy", "-q", "--preserve-digests"] + source
                            + ["dir:\(folder.appending("copy\(number)"))"])
                }
                let copied = try FileSystem.read(folder.appending("copy0/manifest.json"), limit: 1 << 20)
                #expect(Digest(of: copied) == tree.images.digests["library/busy:1"])
                let tags = try await PeerProgram.run(
                    "skopeo", ["list-tags", "--cert-dir", trust.string, "docker://\(secure)/many/tags"])
                #expect(try JSONValue(parsing: Array(tags.utf8))["Tags"]?.array?.count == 25)
            }
        }

        @Test func `skopeo finds images under their original names through registries-conf`() async throws {
            try await Self.serve(.packed) { site, _, folder in
                let configuration = try folder.write(
                    """
                    [[registry]]
                    prefix = "quay.io"
                    location = "\(site.host)/quay.io"
                    insecure = true
                    """, at: "registries.conf")
                try await PeerProgram.run(
                    "skopeo",
                    ["--registries-conf", configuration.string, "--insecure-policy", "copy", "-q"]
                        + ["docker://quay.io/base/busy:1.36", "dir:\(folder.appending("named"))"])
            }
        }

        @Test(arguments: SiteForm.allCases)
        func `containerd pulls the original name through hosts-toml over HTTPS, and runs it`(form: SiteForm)
            async throws
        {
            try await Self.serve(form) { site, tree, folder in
                try folder.write(
                    """
                    server = "https://127.0.0.1:\(site.httpsPort)"
                    [host."https://127.0.0.1:\(site.httpsPort)"]
                      capabilities = ["pull", "resolve"]
                      ca = "\(site.authority)"
                    """, at: "certs.d/quay.io/hosts.toml")
                try await Containerd.run(in: try TemporaryFolder()) { containerd in
                    try await containerd.ctr([
                        "images", "pull", "--snapshotter", "native", "--hosts-dir", folder.appending("certs.d").string,
                        "quay.io/base/busy:1.36",
                    ])
                    let digest = try #require(tree.images.digests["library/busy:1"])
                    #expect(try await containerd.ctr(["images", "list"]).contains("\(digest)"))
                    let output = try await containerd.ctr([
                        "run", "--rm", "--snapshotter", "native", "quay.io/base/busy:1.36", "busy", "/bin/busybox",
                        "cat",
                        "/text",
                    ])
                    #expect(output == "it runs\n")
                }
            }
        }

        @Test func `apt updates and downloads over HTTP and HTTPS, and sees a new generation of the same time`()
            async throws
        {
            let folder = try TemporaryFolder()
            let key = try await SigningKey.make()
            try folder.write(try await key.publicKey(armored: true), at: "key.asc")
            for version in ["1.0", "2.0"] {
                let archive = try DebianArchive()
                let stanzas = try await archive.stanzas(of: [.init("tiny", version), .init("other", version)])
                try await archive.publishFlat(stanzas: stanzas, signedBy: key, prefix: "")
                let site = try TemporaryFolder()
                let tree = try await SiteTree(
                    in: site, more: try Self.files(below: archive.root, prefix: "debian/flat"))
                try await ServedProcess.run(tree.packed, in: site) { served in
                    for base in [served.http, served.https] {
                        let judge = try AptJudge(.amd64)
                        try judge.addSources(
                            "deb [signed-by=\(folder.appending("key.asc"))] \(base)/debian/flat ./\n",
                            named: "site.list")
                        let trust = ["-o", "Acquire::https::CAInfo=\(served.authority)"]
                        let update = try await judge.run(
                            "apt-get", trust + ["-o", "APT::Update::Error-Mode=any", "update"])
                        #expect(update.status == 0, "\(update.errors)")
                        let download = try await judge.run(
                            "apt-get", trust + ["-y", "--download-only", "install", "tiny"])
                        #expect(download.status == 0, "\(download.errors)")
                        let policy = try await judge.run("apt-cache", ["policy", "tiny"])
                        #expect(String(decoding: policy.output, as: UTF8.self).contains("Candidate: \(version)"))
                    }
                }
            }
        }

        private static func files(below root: FilePath, prefix: String) throws -> [String: [UInt8]] {
            var result: [String: [UInt8]] = [:]
            for name in try FileSystem.names(in: root) {
                let path = root.appending(name)
                if try FileSystem.status(path)?.kind == .folder {
                    result.merge(try files(below: path, prefix: "\(prefix)/\(name)")) { $1 }
                } else {
                    result["\(prefix)/\(name)"] = try FileSystem.read(path, limit: 16 << 20)
                }
            }
            return result
        }
    }
}
