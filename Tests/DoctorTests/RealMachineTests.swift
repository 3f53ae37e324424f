import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Doctor

/// This machine.
struct RealMachineTests {
    @Test func `it is seen, and a port of this process is told with its name`() async throws {
        let folder = try TemporaryFolder()
        try await ScriptedServer.run({ _ in .answer(200) }) { server in
            let files = [
                "compose.yaml": Array("x".utf8), "config/bundle.conf": Array("nginx_http_port=\(server.port)\n".utf8),
            ]
            let tree = try TestTree(files, at: folder.appending("bundle"))
            let needs = try BundleNeeds(tree.folder, isFolder: true, trust: BundleTrust())
            let report = await MachineDoctor(Machine(probe: RealProbe(isRunning: true)), needs: needs, server: nil)
                .report()
            let port = try #require(report.checks.first { $0.topic == "ports" && $0.fact.hasPrefix("\(server.port),") })
            let name = try #require(
                String(validating: FileSystem.read("/proc/self/comm", limit: 100), as: UTF8.self)?.dropLast())
            #expect(port.state == .fix && port.fact.contains("\(name) (pid "), "\(port)")
            let system = try #require(report.checks.first { $0.topic == "architecture" })
            let machine = try await PeerProgram.run("uname", ["-m"]).dropLast()
            #expect(system.state == .unseen || system.fact.contains(machine) || system.fact.contains("amd64"))
            #expect(report.checks.contains { $0.topic == "memory" && $0.state != .unseen })
        }
    }
}
