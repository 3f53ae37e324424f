import AirgapCore
import SystemPackage
import TestSupport

extension ServedProcess {
    /// Waits until so many connections are open besides the one that asks.
    func waitForConnections(_ count: Int) async throws {
        for _ in 0..<1000 {
            let text = try await Curl.get(http + "/metrics").text
            let open = text.split(separator: "\n").first { $0.hasPrefix("airgap_connections_open ") }
                .flatMap { Int($0.split(separator: " ")[1]) }
            if let open, open > count { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw PeerProgram.Failure(description: "no \(count) connections")
    }

    /// Whether the process is there, and no zombie.
    func isRunning() async throws -> Bool {
        guard let bytes = try? FileSystem.read(FilePath("/proc/\(process)/stat"), limit: 4096) else { return false }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(separator: ")").last.map { !$0.hasPrefix(" Z") } ?? false
    }

    /// The most memory that it had, in kilobytes.
    func peakMemory() throws -> Int {
        let text = String(
            decoding: try FileSystem.read(FilePath("/proc/\(process)/status"), limit: 1 << 16), as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? .max
    }
}
