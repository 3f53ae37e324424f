import AirgapCore
import ArgumentParser

/// How much is said, and in which form.
struct OutputOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say more: every item, every second attempt.")
    var verbose = false

    @Flag(help: "Print the result as JSON on standard output.")
    var json = false

    /// Who is told of a run: live bars on a terminal, lines elsewhere.
    func reporter() -> any ProgressReporter {
        if quiet { return WarningsOnly() }
        if Terminal.shared.isInteractive, !verbose { return LiveProgress(terminal: .shared) }
        return LineProgress(terminal: .shared, verbose: verbose)
    }

    /// Prints a result: the same value as text or as JSON.
    func print(_ value: some Encodable, text: @autoclosure () -> String) throws {
        if json {
            Terminal.shared.print(String(decoding: try JSONCoding.encode(value), as: UTF8.self), terminator: "")
        } else {
            Terminal.shared.print(text())
        }
    }
}
