import AirgapCore

/// Another program that a test uses; one that is missing or fails ends the test.
package enum PeerProgram {
    /// A peer that did not do what it should.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) {
            self.description = description
        }
    }

    /// Runs a program and returns its standard output.
    ///
    /// - Throws: `Failure` for an exit status other than 0, `CommandError` when it cannot run.
    @discardableResult
    package static func run(_ name: String, _ arguments: [String], input: [UInt8] = []) async throws -> String {
        let outcome = try await CommandRunner.run(name, arguments, input: input)
        guard outcome.status == 0 else {
            let status = outcome.status.map(String.init) ?? "a signal"
            throw Failure(
                description: "\(name) \(arguments.joined(separator: " ")): exit status \(status): \(outcome.errors)")
        }
        return String(decoding: outcome.output, as: UTF8.self)
    }

    /// Runs a program and returns its standard output as bytes.
    ///
    /// - Throws: as `run(_:_:input:)`.
    package static func bytes(_ name: String, _ arguments: [String], input: [UInt8] = []) async throws -> [UInt8] {
        let outcome = try await CommandRunner.run(name, arguments, input: input, outputLimit: 1 << 30)
        guard outcome.status == 0 else { throw Failure(description: "\(name): \(outcome.errors)") }
        return outcome.output
    }
}
