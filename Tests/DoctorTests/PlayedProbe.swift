import AirgapCore
import SystemPackage

@testable import Doctor

/// What a played machine tells besides its files.
struct PlayedProbe: MachineProbe {
    var architecture: String? = "x86_64"
    var now = Timestamp(seconds: 1_800_000_000)
    var isRoot = true
    var free: Int64? = 100 << 30
    var outputs: [String: String] = [:]

    func space(at path: FilePath) -> DiskSpace? { free.map { DiskSpace(free: $0, total: 200 << 30) } }

    func output(of program: String, _ arguments: [String]) async -> String? { outputs[program] }
}
