import AirgapCore
import Subprocess
import SystemPackage

/// Debian's containerd as a process of the test's own, with everything below one folder.
package struct Containerd: Sendable {
    private let socket: FilePath

    /// Runs containerd while a body runs, and stops it by its process id.
    ///
    /// - Parameters:
    ///   - folder: gets its data; a short path, because of its socket.
    ///   - body: uses it.
    /// - Returns: what the body gives.
    /// - Throws: what the body throws, or `PeerProgram.Failure` when it does not start.
    package static func run<Result: Sendable>(
        in folder: TemporaryFolder, _ body: (Containerd) async throws -> Result
    ) async throws -> Result {
        let socket = folder.appending("c.sock")
        let configuration = try folder.write(
            """
            version = 2
            root = "\(folder.appending("root"))"
            state = "\(folder.appending("state"))"
            disabled_plugins = ["io.containerd.grpc.v1.cri"]
            [grpc]
            address = "\(socket)"
            """, at: "containerd.toml")
        let log = try FileDescriptor.open(
            folder.appending("log"), .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
        let outcome = try await Subprocess.run(
            .name("containerd"), arguments: ["-c", configuration.string], input: .none, output: .discarded,
            error: .fileDescriptor(log, closeAfterSpawningProcess: true)
        ) { execution in
            defer { try? execution.send(signal: .kill) }
            let containerd = Containerd(socket: socket)
            try await containerd.waitUntilReady(folder.appending("log"))
            return try await body(containerd)
        }
        return outcome.closureResult
    }

    /// Runs `ctr` with this containerd.
    ///
    /// - Throws: `PeerProgram.Failure`.
    @discardableResult
    package func ctr(_ arguments: [String]) async throws -> String {
        try await PeerProgram.run("ctr", ["-a", socket.string] + arguments)
    }

    private func waitUntilReady(_ log: FilePath) async throws {
        for _ in 0..<1000 {
            if (try? await ctr(["version"])) != nil { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        let text = String(decoding: try FileSystem.read(log, limit: 1 << 20), as: UTF8.self)
        throw PeerProgram.Failure(description: "containerd did not start: \(text)")
    }
}
