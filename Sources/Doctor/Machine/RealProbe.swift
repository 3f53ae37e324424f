package import AirgapCore
package import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// This machine, or a file system that is mounted here: then nothing of the running system is told.
package struct RealProbe: MachineProbe {
    private let isRunning: Bool

    /// - Parameter isRunning: whether the machine that is looked at is the one that this runs on.
    package init(isRunning: Bool) {
        self.isRunning = isRunning
    }

    package var architecture: String? {
        guard isRunning else { return nil }
        var name = utsname()
        guard uname(&name) == 0 else { return nil }
        return withUnsafeBytes(of: &name.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    package var now: Timestamp { .now() }

    package var isRoot: Bool { geteuid() == 0 }

    package func space(at path: FilePath) -> DiskSpace? {
        var disk = statvfs()
        guard statvfs(path.string, &disk) == 0 else { return nil }
        let block = UInt64(disk.f_frsize)
        func bytes(_ blocks: UInt64) -> Int64 {
            Int64(clamping: blocks.multipliedReportingOverflow(by: block).partialValue)
        }
        return DiskSpace(free: bytes(UInt64(disk.f_bavail)), total: bytes(UInt64(disk.f_blocks)))
    }

    package func output(of program: String, _ arguments: [String]) async -> String? {
        guard isRunning else { return nil }
        // A name server that is not there would keep a resolver waiting for long.
        let outcome = try? await CommandRunner.run("timeout", ["5", program] + arguments)
        guard let outcome, outcome.status == 0 else { return nil }
        return String(decoding: outcome.output.prefix(4096), as: UTF8.self)
    }
}
