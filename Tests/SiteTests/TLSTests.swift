import AirgapCore
import SystemPackage
import TestSupport
import Testing

extension ServedTests {
    /// What openssl sees of the HTTPS port.
    @Suite(.serialized)
    struct TLSTests {
        private static func connect(_ port: Int, _ arguments: [String]) async throws -> CommandRunner.Outcome {
            try await CommandRunner.run(
                "openssl", ["s_client", "-connect", "127.0.0.1:\(port)"] + arguments, input: Array("Q\n".utf8))
        }

        @Test func `TLS 1-2 and 1-3 with a chain and names that hold; nothing older`() async throws {
            try await SharedTree.serve { site, _ in
                for (version, name) in [("-tls1_2", "kube.registry.local"), ("-tls1_3", "x.kube.registry.local")] {
                    let outcome = try await Self.connect(
                        site.httpsPort,
                        [version, "-CAfile", site.authority.string, "-verify_return_error", "-verify_hostname", name])
                    #expect(outcome.status == 0, "\(outcome.errors)")
                    #expect(String(decoding: outcome.output, as: UTF8.self).contains("Verify return code: 0 (ok)"))
                }
                for version in ["-tls1", "-tls1_1"] {
                    let old = try await Self.connect(site.httpsPort, [version, "-cipher", "ALL:@SECLEVEL=0"])
                    #expect(String(decoding: old.output, as: UTF8.self).contains("Cipher is (NONE)"), "\(version)")
                }
                let address = try await Self.connect(
                    site.httpsPort,
                    ["-CAfile", site.authority.string, "-verify_return_error", "-verify_ip", "127.0.0.1"])
                #expect(address.status == 0)
                let other = try await Self.connect(
                    site.httpsPort,
                    ["-CAfile", site.authority.string, "-verify_return_error", "-verify_hostname", "other.example"])
                #expect(other.status != 0)
            }
        }

        @Test func `keys are for their owner alone; authority and certificate stay, until a name is missing`()
            async throws
        {
            let folder = try TemporaryFolder()
            let tree = try await SiteTree(in: folder)
            func start(_ arguments: [String]) async throws -> [String: [UInt8]] {
                try await ServedProcess.run(tree.folder, arguments, in: folder) { site in
                    for name in ["rootCA.key", "server.key"] {
                        #expect(try FileSystem.status(site.state.appending(name))?.mode == 0o600)
                    }
                    var files: [String: [UInt8]] = [:]
                    for name in try FileSystem.names(in: site.state) {
                        files[name] = try FileSystem.read(site.state.appending(name), limit: 1 << 16)
                    }
                    return files
                }.result
            }
            let first = try await start([])
            #expect(first.keys.sorted() == ["rootCA.crt", "rootCA.key", "server.crt", "server.key"])
            #expect(try await start([]) == first)
            let named = try await start(["--name", "registry.site.example", "--name", "198.51.100.7"])
            #expect(named["rootCA.crt"] == first["rootCA.crt"] && named["rootCA.key"] == first["rootCA.key"])
            #expect(named["server.crt"] != first["server.crt"])
            let text = try await PeerProgram.run(
                "openssl",
                ["x509", "-noout", "-ext", "subjectAltName", "-in", folder.appending("state/server.crt").string])
            for name in ["DNS:registry.site.example", "IP Address:198.51.100.7", "DNS:*.kube.registry.local"] {
                #expect(text.contains(name), "\(text)")
            }
            // Fewer names are no reason for another one.
            #expect(try await start([]) == named)
        }

        @Test func `the user's own certificate is shown, and their authority is given to nodes`() async throws {
            let folder = try TemporaryFolder()
            let own = try await TestCertificate(in: folder)
            let tree = try await SiteTree(in: folder)
            let arguments = [
                "--certificate", own.chain.string, "--certificate-key", own.key.string, "--ca", own.authority.string,
            ]
            try await ServedProcess.run(tree.folder, arguments, in: folder) { site in
                let url = "https://localhost:\(site.httpsPort)/healthz"
                #expect(
                    try await Curl.get(
                        url, ["--cacert", own.authority.string, "--connect-to", "::127.0.0.1:"]
                    ).text == "ok\n")
                let given = try await Curl.get(site.http + "/certs/rootCA.crt")
                #expect(try given.body == FileSystem.read(own.authority, limit: 1 << 16))
                #expect(try FileSystem.status(site.state) == nil)
            }
            let program = AirgapProgram(in: folder)
            let wrong = try await CommandRunner.run(
                AirgapProgram.path.string,
                ["serve", tree.folder.string, "--certificate", own.chain.string, "--certificate-key", own.chain.string])
            #expect(wrong.status == 65, "\(wrong.errors) \(program.folder.path)")
        }
    }
}
