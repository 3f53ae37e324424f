import AirgapCore
import Subprocess
import SystemPackage

/// Debian's nginx before a registry, as sites have it, with a limit for bodies.
package struct NginxFront: Sendable {
    package let port: Int

    /// `127.0.0.1:<port>`.
    package var host: String { "127.0.0.1:\(port)" }

    /// Runs nginx while a body runs, and stops it by its process id.
    ///
    /// - Parameters:
    ///   - server: the registry's port on loopback.
    ///   - bodyLimit: nginx's `client_max_body_size`.
    ///   - body: uses it.
    /// - Returns: what the body gives.
    /// - Throws: what the body throws, or `PeerProgram.Failure` when nginx does not start.
    package static func run<Result: Sendable>(
        before server: Int, bodyLimit: String, _ body: (NginxFront) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        // nginx takes no port of the system's choice.
        let port = Int.random(in: 20_000..<32_000)
        let names = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        let folders = names.map { "\($0)_temp_path \(folder.appending($0));" }.joined(separator: " ")
        let configuration = try folder.write(
            """
            daemon off; master_process off; pid \(folder.appending("pid")); error_log \(folder.appending("log"));
            events {}
            http {
                access_log off; \(folders) client_max_body_size \(bodyLimit);
                server {
                    listen 127.0.0.1:\(port);
                    location / { proxy_pass http://127.0.0.1:\(server); proxy_set_header Host $http_host; }
                }
            }
            """, at: "nginx.conf")
        let outcome = try await Subprocess.run(
            .name("nginx"), arguments: ["-c", configuration.string, "-e", folder.appending("log").string], input: .none,
            output: .discarded, error: .discarded
        ) { execution in
            defer { try? execution.send(signal: .kill) }
            let retry = ["--retry", "100", "--retry-connrefused", "--retry-delay", "1", "--max-time", "30"]
            try await PeerProgram.run("curl", ["-fsS", "-o", "/dev/null"] + retry + ["http://127.0.0.1:\(port)/v2/"])
            return try await body(NginxFront(port: port))
        }
        return outcome.closureResult
    }
}
