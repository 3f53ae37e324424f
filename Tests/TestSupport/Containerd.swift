import AirgapCore
import Subprocess
import SystemPackage

/// Debian's containerd with folders and a socket of a test's own, and nothing but its image store.
package struct Containerd: Sendable {
    private let socket: FilePath

    /// Runs `ctr` against it.
    ///
    /// - Throws: `PeerProgram.Failure`.
    @discardableResult
    package func ctr(_ arguments: [String]) async throws -> String {
        try await PeerProgram.run("ctr", ["--address", socket.string] + arguments)
    }

    /// Runs containerd while a body runs, and stops it by its process id.
    ///
    /// - Throws: what the body throws, or `PeerProgram.Failure` when it does not start.
    package static func run<Result: Sendable>(
        _ body: (Containerd) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        let socket = folder.appending("socket")
        try folder.write(
            """
            version = 2
            root = "\(folder.appending("root"))"
            state = "\(folder.appending("state"))"
            disabled_plugins = ["io.containerd.grpc.v1.cri"]
            [grpc]
            address = "\(socket)"
            [ttrpc]
            address = "\(socket).ttrpc"

            """, at: "config.toml")
        let log = try FileDescriptor.open(
            folder.appending("log"), .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
        let outcome = try await Subprocess.run(
            .name("containerd"), arguments: ["--config", folder.appending("config.toml").string], input: .none,
            output: .discarded, error: .fileDescriptor(log, closeAfterSpawningProcess: true)
        ) { execution in
            defer { try? execution.send(signal: .kill) }
            let containerd = Containerd(socket: socket)
            try await containerd.wait(folder.appending("log"))
            return try await body(containerd)
        }
        return outcome.closureResult
    }

    /// Waits until it answers.
    private func wait(_ log: FilePath) async throws {
        for _ in 0..<1000 {
            if try await CommandRunner.run("ctr", ["--address", socket.string, "version"]).status == 0 { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        let text = String(decoding: try FileSystem.read(log, limit: 1 << 20), as: UTF8.self)
        throw PeerProgram.Failure(description: "containerd did not start: \(text)")
    }
}
