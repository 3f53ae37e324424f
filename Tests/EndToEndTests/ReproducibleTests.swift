import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// The same lock gives the same bytes, wherever and however it is built.
@Suite(.serialized)
struct ReproducibleTests {
    @Test func `folders, caches, jobs and surroundings do not matter`() async throws {
        try await Scene.run(packages: ["conntrack"]) { scene in
            let first = try await scene.build("amd64", ["--jobs", "1"])
            let again = try await scene.build("amd64", ["--locked", "--jobs", "4"])
            #expect(first == again)
            let reference = try await digest(of: first)
            let other = try await copy(of: scene)
            let outcome = try await CommandRunner.run(
                "env",
                [
                    "TZ=Asia/Tokyo", "LC_ALL=tr_TR.UTF-8", "HOME=/nonexistent", "sh", "-c",
                    "umask 077 && exec \"$0\" \"$@\"",
                ]
                    + [AirgapProgram.path.string]
                    + AirgapProgram(in: other).command("build", ["--arch", "amd64", "--locked", "--jobs", "4"]))
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try await digest(of: AirgapProgram(in: other).bundle("scene-1.0-amd64")) == reference)
        }
    }

    @Test func `SOURCE_DATE_EPOCH decides the time`() async throws {
        try await Scene.run(packages: ["conntrack"]) { scene in
            let outcome = try await CommandRunner.run(
                "env",
                ["SOURCE_DATE_EPOCH=1700000000", AirgapProgram.path.string]
                    + scene.program.command("build", ["--arch", "amd64"]))
            #expect(outcome.status == 0, "\(outcome.errors)")
            let listing = try await PeerProgram.run(
                "env", ["TZ=UTC", "tar", "tvzf", scene.program.bundle("scene-1.0-amd64").string, "--full-time"])
            let times = Set(
                listing.split(separator: "\n").map { $0.split(separator: " ")[3...4].joined(separator: " ") })
            #expect(times == ["2023-11-14 22:13:20"])
            let owners = Set(listing.split(separator: "\n").map { $0.split(separator: " ")[1] })
            #expect(owners == ["root/root"])
        }
    }

    /// The project with its lock in another folder, whose cache is empty.
    private func copy(of scene: Scene) async throws -> TemporaryFolder {
        let other = try TemporaryFolder()
        for name in ["airgap.yaml", "airgap.lock", "packages.yaml", "images_origin.yaml", "templates", "extra"] {
            try await PeerProgram.run("cp", ["-r", scene.folder.appending(name).string, other.path.string])
        }
        return other
    }

    private func digest(of file: FilePath) async throws -> Substring {
        try await PeerProgram.run("sha256sum", [file.string]).prefix(64)
    }
}
