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
        abstract: "Build, and prove, bundles for sites without any network.",
        discussion: """
            A bundle is one tar.gz: OS packages and all they depend on, files,
            container images in registry storage layout, and the set-up that
            serves them.

              airgap init my-site          a project to start from
              airgap list-sources          the URLs and images that lists name
              airgap plan                  what a build would fetch
              airgap build --arch amd64    collect everything, write the bundle
              airgap verify BUNDLE.tgz     prove that nothing is missing or changed
              airgap diff OLD NEW          what is different between two bundles
              airgap serve BUNDLE          repositories, files, registry at the site
              airgap push BUNDLE --to R    its images into a registry

            Exit codes: 0 done; 1 verify or diff found something; 3 a bad, unknown
            or absent signature; 5 an older generation than asked for; 64 usage;
            65 bad configuration or unresolvable request; 66 no such input; 69 a
            source is unavailable; 74 disk; 75 try again later; 130 interrupted.
            """,
        version: ProgramVersion.text,
        subcommands: [
            InitCommand.self, PlanCommand.self, BuildCommand.self, VerifyCommand.self, DiffCommand.self,
            ListCommand.self, ExtractCommand.self, CatCommand.self, ServeCommand.self, PushCommand.self,
            ListSourcesCommand.self, SignCommand.self, KeygenCommand.self, SchemaCommand.self,
        ])

    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        MemoryBounds.set()
        do {
            let command = try parseAsRoot()
            let code = await CommandRun.run(command)
            Glibc.exit(code)
        } catch {
            exit(withError: error)
        }
    }
}
