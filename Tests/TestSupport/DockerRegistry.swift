import AirgapCore
import Subprocess
import SystemPackage

/// Debian's `docker-registry` as a process of the test's own, on a loopback port of the system's choice.
package struct DockerRegistry: Sendable {
    package let port: Int
    private let configuration: FilePath

    /// `127.0.0.1:<port>`, as references name it.
    package var host: String { "127.0.0.1:\(port)" }

    /// What its garbage collection would remove, in its own words; nothing is removed.
    ///
    /// - Throws: `PeerProgram.Failure` when it finds the storage broken.
    package func garbageCollectDryRun() async throws -> String {
        try await PeerProgram.run("docker-registry", ["garbage-collect", "--dry-run", configuration.string])
    }

    /// Runs a registry while a body runs, and stops it by its process id.
    ///
    /// - Parameters:
    ///   - options: how it is set up.
    ///   - body: uses the registry.
    /// - Returns: what the body gives.
    /// - Throws: what the body throws, or `PeerProgram.Failure` when the registry does not start.
    package static func run<Result: Sendable>(
        _ options: DockerRegistryOptions, _ body: (DockerRegistry) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        let configuration = folder.appending("config.yml")
        let htpasswd = folder.appending("htpasswd")
        if let login = options.login {
            // bcrypt is the only scheme that the registry knows.
            try folder.write(
                try await PeerProgram.run("htpasswd", ["-Bbn", login.user, login.password]), at: "htpasswd")
        }
        try folder.write(options.yaml(htpasswd: htpasswd), at: "config.yml")
        let log = folder.appending("log")
        let descriptor = try FileDescriptor.open(
            log, .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
        let outcome = try await Subprocess.run(
            .name("docker-registry"), arguments: ["serve", configuration.string], input: .none, output: .discarded,
            error: .fileDescriptor(descriptor, closeAfterSpawningProcess: true)
        ) { execution in
            defer { try? execution.send(signal: .kill) }
            return try await body(DockerRegistry(port: try await port(from: log), configuration: configuration))
        }
        return outcome.closureResult
    }

    /// Waits until the registry says where it listens.
    private static func port(from log: FilePath) async throws -> Int {
        for _ in 0..<1000 {
            let text = String(decoding: try FileSystem.read(log, limit: 1 << 20), as: UTF8.self)
            if let line = text.split(separator: "\n").first(where: { $0.contains("listening on 127.0.0.1:") }),
                let tail = line.split(separator: "listening on 127.0.0.1:").last,
                let port = Int(tail.prefix { $0.isNumber })
            {
                return port
            }
            if text.contains("level=fatal") || text.contains("configuration error") { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        let text = String(decoding: try FileSystem.read(log, limit: 1 << 20), as: UTF8.self)
        throw PeerProgram.Failure(description: "docker-registry did not start: \(text)")
    }
}
