import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// What goes wrong, what is said, and with which exit code.
@Suite(.serialized)
struct BadInputTests {
    /// A change to the scene, the exit code it must give, and what must be said.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let file: String
        let old: String
        let new: String
        let status: Int32
        let messages: [String]

        static let all = [
            Fault(
                testDescription: "wrong keyring", file: "airgap.yaml",
                old: "/usr/share/keyrings/debian-archive-keyring.gpg",
                new: "/usr/share/keyrings/debian-archive-removed-keys.gpg",
                status: 69, messages: ["os-packages: ", "bookworm"]),
            Fault(
                testDescription: "missing packages, all at once", file: "packages.yaml", old: "conntrack",
                new: "conntrak, no-such-thing, socta", status: 65,
                messages: ["conntrak", "no-such-thing", "socta", "conntrack"]),
            Fault(
                testDescription: "an image without the architecture", file: "images_origin.yaml", old: "upstream/tool",
                new: "upstream/amd64-only", status: 65, messages: ["images: ", "arm64", "amd64"]),
            Fault(
                testDescription: "an image that is not there", file: "images_origin.yaml", old: "upstream/tool",
                new: "upstream/nothing", status: 69, messages: ["images: ", "404"]),
            Fault(
                testDescription: "a wrong checksum", file: "airgap.yaml", old: Digest(of: Scene.file).hex,
                new: String(repeating: "0", count: 64), status: 69,
                messages: ["files: dl/tool.bin: ", "digest mismatch: expected sha256:0000"]),
            Fault(
                testDescription: "an unknown key", file: "airgap.yaml", old: "compose:", new: "composer:", status: 65,
                messages: ["composer: unknown key; did you mean 'compose'?"]),
            Fault(
                testDescription: "an unknown group", file: "airgap.yaml", old: "[node]", new: "[nodes]", status: 65,
                messages: ["nodes", "'node'"]),
            Fault(
                testDescription: "a missing file", file: "airgap.yaml", old: "extra/local.txt",
                new: "extra/nothing.txt",
                status: 65, messages: ["no such file: 'extra/nothing.txt'"]),
        ]
    }

    @Test(arguments: Fault.all) func `a fault is named`(_ fault: Fault) async throws {
        try await Scene.run(packages: ["conntrack"]) { scene in
            try scene.edit(fault.old, fault.new, in: fault.file)
            if fault.testDescription == "an image without the architecture" {
                try scene.edit("tool:1.0", "tool:2")
            }
            let outcome = try await scene.program.run("build", ["--arch", "arm64"])
            #expect(outcome.status == fault.status, "\(outcome.errors)")
            for message in fault.messages { #expect(outcome.errors.contains(message), "\(outcome.errors)") }
            #expect(try FileSystem.status(scene.program.bundle("scene-1.0-arm64")) == nil)
        }
    }

    @Test func `several faults are told in one run`() async throws {
        try await Scene.run(packages: ["conntrak"]) { scene in
            try scene.edit(Digest(of: Scene.file).hex, String(repeating: "0", count: 64))
            try scene.edit("upstream/tool", "upstream/nothing", in: "images_origin.yaml")
            let outcome = try await scene.program.run("build", ["--arch", "amd64"])
            #expect(outcome.errors.contains("conntrak"))
            #expect(outcome.errors.contains("upstream/nothing"))
        }
    }

    @Test func `an output folder that cannot be written`() async throws {
        try await Scene.run(packages: ["conntrack"]) { scene in
            try scene.folder.write("a file, not a folder", at: "bundle")
            let outcome = try await scene.program.run("build", ["--arch", "amd64"])
            #expect(outcome.status == 74, "\(outcome.errors)")
            #expect(outcome.errors.contains(scene.folder.appending("bundle").string))
        }
    }

    /// A tmpfs of its own holds output and cache: first too small, then large enough.
    @Test func `a full disk is named, and the next run completes`() async throws {
        try await Scene.run(packages: ["conntrack"]) { scene in
            let disk = scene.folder.appending("disk")
            try FileSystem.makeFolder(disk)
            let program = AirgapProgram(in: scene.folder, cache: disk.appending("cache"))
            let build = program.command("build", ["--arch", "amd64"]).map { "'\($0)'" }.joined(separator: " ")
            let script = """
                mount -t tmpfs -o size=3m none '\(disk)' || exit 1
                '\(AirgapProgram.path)' \(build) --output '\(disk)/bundle' >&2; echo "status $?"
                mount -o remount,size=200m '\(disk)' || exit 1
                '\(AirgapProgram.path)' \(build) --output '\(disk)/bundle' >&2; echo "status $?"
                '\(AirgapProgram.path)' verify '\(disk)/bundle/scene-1.0-amd64.tgz' >&2; echo "status $?"
                """
            let outcome = try await CommandRunner.run("unshare", ["-m", "sh", "-c", script])
            #expect(
                String(decoding: outcome.output, as: UTF8.self) == "status 74\nstatus 0\nstatus 0\n",
                "\(outcome.errors)")
            #expect(outcome.errors.contains("No space left on device"))
        }
    }
}
