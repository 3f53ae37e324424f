import AirgapCore
import ArgumentParser

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The program's entry: parses the command line, runs the command, turns what happened into an exit code.
@main
struct Airgap: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "airgap",
        abstract: CommandSet.abstract,
        discussion: CommandSet.discussion,
        version: ProgramVersion.text,
        subcommands: CommandSet.commands)

    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        MemoryBounds.set()
        StaticProgram.prepare()
        do {
            let command = try parseAsRoot()
            let code = await CommandRun.run(command)
            Glibc.exit(code)
        } catch {
            exit(withError: error)
        }
    }
}
