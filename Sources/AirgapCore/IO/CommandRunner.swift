import Subprocess
import SystemPackage

/// Runs another program, such as gpgv, with a fixed environment and without a shell.
package enum CommandRunner {
    /// What a finished program left behind.
    package struct Outcome: Sendable {
        /// The exit status; nil when a signal ended it.
        package let status: Int32?
        package let output: [UInt8]
        package let errors: String
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - name: looked up in PATH, unless it is a path itself.
    ///   - arguments: passed as they are.
    ///   - input: given on standard input.
    ///   - outputLimit: the most bytes of output that are taken.
    /// - Returns: status, output and errors.
    /// - Throws: `CommandError.notFound` when there is no such program, `CommandError.failed` when it cannot run.
    package static func run(
        _ name: String, _ arguments: [String], input: [UInt8] = [], outputLimit: Int = 4 << 20
    ) async throws(CommandError) -> Outcome {
        do {
            let record = try await Subprocess.run(
                name.contains("/") ? .path(FilePath(name)) : .name(name), arguments: Arguments(arguments),
                environment: .inherit.updating(["LC_ALL": "C.UTF-8", "LANGUAGE": nil]),
                input: .array(input), output: .bytes(limit: outputLimit), error: .string(limit: 1 << 16))
            var status: Int32?
            if case .exited(let code) = record.terminationStatus { status = code }
            return Outcome(status: status, output: record.standardOutput, errors: record.standardError)
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw .notFound(name)
        } catch {
            throw .failed(name, "\(error)")
        }
    }
}
