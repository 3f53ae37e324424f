import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// A run that ends at any moment loses nothing: the next one completes, with the same bytes.
@Suite(.serialized)
struct InterruptionTests {
    @Test func `Ctrl-C gives 130, and the next run completes`() async throws {
        try await Scene.run { scene in
            let program = AirgapProgram(in: scene.folder)
            let outcome = try await interrupted(program, signal: "INT", milliseconds: 700)
            #expect(outcome.status == 130, "\(outcome.errors)")
            #expect(outcome.errors.contains("interrupted"))
            let build = try await program.run("build", ["--arch", "amd64"])
            #expect(build.status == 0, "\(build.errors)")
        }
    }

    @Test func `kill -9 at many moments, and the bytes are the same`() async throws {
        try await Scene.run { scene in
            let reference = try await digest(of: try await scene.build("amd64"))
            let program = AirgapProgram(in: scene.folder)
            for milliseconds in [20, 90, 170, 260, 380, 550, 800, 1100, 1500, 2000] {
                _ = try await interrupted(program, signal: "KILL", milliseconds: milliseconds, ["--locked"])
            }
            let build = try await program.run("build", ["--arch", "amd64", "--locked"])
            #expect(build.status == 0, "\(build.errors)")
            #expect(try await digest(of: program.bundle("scene-1.0-amd64")) == reference)
            let left = try FileSystem.names(in: scene.folder.appending("bundle"))
            #expect(
                left == [
                    ".scene-1.0-amd64.lock", "scene-1.0-amd64", "scene-1.0-amd64.tgz", "scene-1.0-amd64.tgz.sha256",
                ])
        }
    }

    private func interrupted(
        _ program: AirgapProgram, signal: String, milliseconds: Int, _ arguments: [String] = []
    ) async throws -> CommandRunner.Outcome {
        let seconds = "\(milliseconds / 1000).\(String(milliseconds % 1000 + 1000).dropFirst())"
        return try await CommandRunner.run(
            "timeout",
            ["--foreground", "--preserve-status", "-s", signal, seconds, AirgapProgram.path.string]
                + program.command("build", ["--arch", "amd64"] + arguments))
    }

    private func digest(of file: FilePath) async throws -> Substring {
        try await PeerProgram.run("sha256sum", [file.string]).prefix(64)
    }
}
