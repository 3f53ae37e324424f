import AirgapCore
import Subprocess
import SystemPackage

/// Docker's daemon as a process of the test's own: the one of this machine's package `docker.io`, unpacked, not installed, or a
/// newer one; with everything below one folder and no network.
package struct Dockerd: Sendable {
    /// Where the daemon keeps images.
    package enum ImageStore: String, CaseIterable, Sendable {
        /// Its own store, which knows an image by its configuration.
        case graphDriver
        /// containerd's, which knows an image by its manifest or index; since docker 23.
        case containerd
    }

    private let newer: NewerDebian?
    private let root: FilePath
    private let socket: FilePath

    /// Runs the daemon while a body runs, and ends it with the containerd that it has started.
    ///
    /// - Parameters:
    ///   - folder: gets the package and the daemon's data; a short path, because of its socket.
    ///   - newer: where the daemon comes from; nil for this machine's release.
    ///   - store: where it keeps images.
    ///   - body: uses it.
    /// - Returns: what the body gives.
    /// - Throws: what the body throws, or `PeerProgram.Failure` when it does not start.
    package static func run<Result: Sendable>(
        in folder: TemporaryFolder, from newer: NewerDebian? = nil, store: ImageStore = .graphDriver,
        _ body: (Dockerd) async throws -> Result
    ) async throws -> Result {
        let daemon = Dockerd(
            newer: newer, root: folder.appending("root"), socket: folder.appending("d.sock"))
        if newer == nil {
            try await PeerProgram.run(
                "sh",
                [
                    "-c", "cd \"$0\" && apt-get -qq download docker.io && dpkg-deb -x docker.io_*.deb root",
                    "\(folder.path)",
                ])
        }
        // Neither the machine's settings nor its limits: a large number of open files makes the daemon slow.
        try folder.write(
            store == .containerd ? #"{"features": {"containerd-snapshotter": true}}"# : "{}", at: "daemon.json")
        try folder.write("ulimit -n 1024; exec \"$@\"\n", at: "start.sh")
        let log = try FileDescriptor.open(
            folder.appending("log"), .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
        let command = daemon.command("usr/sbin/dockerd", options(folder, store))
        let outcome = try await Subprocess.run(
            .name("sh"), arguments: Arguments([folder.appending("start.sh").string, command.name] + command.arguments),
            input: .none, output: .discarded, error: .fileDescriptor(log, closeAfterSpawningProcess: true)
        ) { execution in
            defer { try? execution.send(signal: .terminate) }
            try await daemon.waitUntilReady(folder.appending("log"))
            return try await body(daemon)
        }
        return outcome.closureResult
    }

    private static func options(_ folder: TemporaryFolder, _ store: ImageStore) -> [String] {
        [
            "--host", "unix://\(folder.path)/d.sock", "--config-file", "\(folder.path)/daemon.json",
            "--data-root", "\(folder.path)/data", "--exec-root", "\(folder.path)/exec", "--pidfile",
            "\(folder.path)/pid", "--iptables=false", "--bridge=none",
            "--storage-driver=\(store == .containerd ? "native" : "vfs")",
        ]
    }

    /// Runs `docker` with this daemon.
    ///
    /// - Throws: `PeerProgram.Failure`.
    @discardableResult
    package func docker(_ arguments: [String], environment: [String: String] = [:]) async throws -> String {
        let command = command(
            "usr/bin/docker", ["--host", "unix://\(socket)"] + arguments, environment: environment)
        return try await PeerProgram.run(command.name, command.arguments)
    }

    private func command(
        _ path: String, _ arguments: [String], environment: [String: String] = [:]
    ) -> (name: String, arguments: [String]) {
        if let newer { return newer.command("/" + path, arguments, environment: environment) }
        let settings = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return ("env", settings + [root.appending(path).string] + arguments)
    }

    private func waitUntilReady(_ log: FilePath) async throws {
        for _ in 0..<1500 {
            if (try? await docker(["info"])) != nil { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        let text = String(decoding: try FileSystem.read(log, limit: 1 << 20), as: UTF8.self)
        throw PeerProgram.Failure(description: "dockerd did not start: \(text)")
    }
}
