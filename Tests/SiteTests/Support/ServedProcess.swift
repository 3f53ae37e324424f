import AirgapCore
import Subprocess
import SystemPackage
import TestSupport

/// `airgap serve` as a process of the test's own, on free ports.
struct ServedProcess: Sendable {
    let httpPort: Int
    let httpsPort: Int
    /// Holds `rootCA.crt` and the keys.
    let state: FilePath
    let process: ProcessIdentifier
    /// What it says.
    let output: FilePath

    var http: String { "http://127.0.0.1:\(httpPort)" }
    var https: String { "https://127.0.0.1:\(httpsPort)" }
    /// `127.0.0.1:<port>`, as references name it.
    var host: String { "127.0.0.1:\(httpPort)" }
    var authority: FilePath { state.appending("rootCA.crt") }

    /// Serves a bundle while a body runs, and kills it then by its process id.
    ///
    /// - Parameters:
    ///   - bundle: a file or a folder.
    ///   - arguments: more of the command line.
    ///   - openFiles: how many files it may have open before it asks for more; nil for as many as the test.
    ///   - folder: gets the state and the output.
    ///   - body: uses it.
    /// - Returns: what the body gives, and how the process ended.
    /// - Throws: what the body throws, or `PeerProgram.Failure` when it does not start.
    @discardableResult
    static func run<Result: Sendable>(
        _ bundle: FilePath, _ arguments: [String] = [], openFiles: Int? = nil, in folder: TemporaryFolder,
        _ body: @escaping @Sendable (ServedProcess) async throws -> Result
    ) async throws -> (result: Result, status: TerminationStatus) {
        let state = folder.appending("state")
        let output = folder.appending("serve-\(UInt32.random(in: .min ... .max)).log")
        let log = try FileDescriptor.open(
            output, .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
        let outcome = try await Subprocess.run(
            .path("/bin/sh"),
            arguments: Arguments(
                ["-c", (openFiles.map { "ulimit -Sn \($0) && " } ?? "") + #"exec "$0" "$@""#]
                    + [
                        AirgapProgram.path.string, "serve", bundle.string, "--host", "127.0.0.1", "--http-port", "0",
                        "--https-port", "0",
                    ]
                    + ["--state", state.string] + arguments),
            input: .none, output: .discarded, error: .fileDescriptor(log, closeAfterSpawningProcess: true)
        ) { execution in
            defer { try? execution.send(signal: .kill) }
            let ports = try await ports(in: output)
            return try await body(
                ServedProcess(
                    httpPort: ports.http, httpsPort: ports.https, state: state, process: execution.processIdentifier,
                    output: output))
        }
        return (outcome.closureResult, outcome.terminationStatus)
    }

    private static func ports(in output: FilePath) async throws -> (http: Int, https: Int) {
        for _ in 0..<1500 {
            let text = String(decoding: try FileSystem.read(output, limit: 1 << 20), as: UTF8.self)
            let ports = text.split(separator: "\n").filter { $0.hasPrefix("serving on ") && $0.hasSuffix("/") }
                .compactMap { $0.dropLast().split(separator: ":").last.flatMap { Int($0) } }
            if ports.count == 2 { return (ports[0], ports[1]) }
            if text.contains("error:") { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        let text = String(decoding: try FileSystem.read(output, limit: 1 << 20), as: UTF8.self)
        throw PeerProgram.Failure(description: "airgap serve did not start: \(text)")
    }
}
