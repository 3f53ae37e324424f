import AirgapCore
import Subprocess
import SystemPackage

/// Docker's daemon of Debian's package `docker.io` as a process of the test's own: unpacked, not installed, with everything
/// below one folder and no network.
package struct Dockerd: Sendable {
    private let root: FilePath
    private let socket: FilePath

    /// Runs the daemon while a body runs, and ends it with the containerd that it has started.
    ///
    /// - Parameters:
    ///   - folder: gets the package and the daemon's data; a short path, because of its socket.
    ///   - body: uses it.
    /// - Returns: what the body gives.
    /// - Throws: what the body throws, or `PeerProgram.Failure` when it does not start.
    package static func run<Result: Sendable>(
        in folder: TemporaryFolder, _ body: (Dockerd) async throws -> Result
    ) async throws -> Result {
        let root = folder.appending("root")
        try await PeerProgram.run(
            "sh",
            ["-c", "cd \"$0\" && apt-get -qq download docker.io && dpkg-deb -x docker.io_*.deb root", "\(folder.path)"])
        // Neither the machine's settings nor its limits: a large number of open files makes the daemon slow.
        try folder.write("{}", at: "daemon.json")
        try folder.write(
            """
            cd "$1"
            ulimit -n 1024
            exec root/usr/sbin/dockerd --host "unix://$1/d.sock" --config-file "$1/daemon.json" --data-root "$1/data" \
              --exec-root "$1/exec" --pidfile "$1/pid" --iptables=false --bridge=none --storage-driver=vfs
            """, at: "start.sh")
        let log = try FileDescriptor.open(
            folder.appending("log"), .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
        let outcome = try await Subprocess.run(
            .name("sh"), arguments: [folder.appending("start.sh").string, folder.path.string], input: .none,
            output: .discarded, error: .fileDescriptor(log, closeAfterSpawningProcess: true)
        ) { execution in
            defer { try? execution.send(signal: .terminate) }
            let daemon = Dockerd(root: root, socket: folder.appending("d.sock"))
            try await daemon.waitUntilReady(folder.appending("log"))
            return try await body(daemon)
        }
        return outcome.closureResult
    }

    /// Runs `docker` with this daemon.
    ///
    /// - Throws: `PeerProgram.Failure`.
    @discardableResult
    package func docker(_ arguments: [String]) async throws -> String {
        try await PeerProgram.run(
            root.appending("usr/bin/docker").string, ["--host", "unix://\(socket)"] + arguments)
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
