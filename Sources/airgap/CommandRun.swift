import AirgapCore
import ArgumentParser
import SystemPackage

/// Runs a parsed command until it ends or the user interrupts it.
enum CommandRun {
    /// - Returns: the exit code.
    static func run(_ command: any ParsableCommand) async -> Int32 {
        let code = await result(of: command)
        guard let reason = Terminal.shared.outputFault else { return code }
        return report(FileError("write", "standard output", reason))
    }

    private static func result(of command: any ParsableCommand) async -> Int32 {
        do {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                nonisolated(unsafe) var command = command
                group.addTask {
                    if var command = command as? any AsyncParsableCommand {
                        try await command.run()
                    } else {
                        try command.run()
                    }
                    return false
                }
                if !(command is any StopsByItself) {
                    group.addTask {
                        for await _ in Interrupts.stream() { return true }
                        return false
                    }
                }
                defer { group.cancelAll() }
                while let interrupted = try await group.next(), interrupted {
                    group.cancelAll()
                    Terminal.shared.say("interrupted: stopping; what was fetched is kept, run again to continue")
                }
            }
            return AirgapCore.ExitCode.done.rawValue
        } catch {
            return report(error)
        }
    }

    private static func report(_ error: any Error) -> Int32 {
        switch error {
        case let error as FindingsReported: return error.code.rawValue
        case is CancellationError:
            return AirgapCore.ExitCode.interrupted.rawValue
        case let error as FailureList:
            for failure in error.failures { Terminal.shared.sayError("\(failure)") }
            if error.failures.count > 1 { Terminal.shared.sayError("\(error.failures.count) failures") }
            return error.exitCode.rawValue
        case let error as any ExplainedError:
            Terminal.shared.sayError("\(error)")
            return error.exitCode.rawValue
        default:
            let code = Airgap.exitCode(for: error)
            let message = Airgap.fullMessage(for: error)
            if !message.isEmpty { code == .success ? Terminal.shared.print(message) : Terminal.shared.say(message) }
            return code == .failure ? AirgapCore.ExitCode.software.rawValue : code.rawValue
        }
    }
}
