package import AirgapCore
package import SystemPackage

/// What a machine tells otherwise than by files.
package protocol MachineProbe: Sendable {
    /// `x86_64`; nil when it cannot be told.
    var architecture: String? { get }
    var now: Timestamp { get }
    var isRoot: Bool { get }

    /// The disk that a path is on; nil when it cannot be told.
    func space(at path: FilePath) -> DiskSpace?

    /// The first lines that a program prints, run with a time limit; nil when there is no such program, or it fails.
    func output(of program: String, _ arguments: [String]) async -> String?
}
