import AirgapCore
import ArgumentParser
import FoundationEssentials
import SystemPackage

/// `airgap init`: writes a project to start from.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a small project to start from, with comments.",
        discussion: """
            Writes airgap.yaml, the files that it names, and a schema for
            editors. Nothing that is there is replaced.

            Example: airgap init my-site && airgap plan --project my-site
            """)

    @Argument(help: "The project's folder; made when it is not there.")
    var folder = "."

    func run() async throws {
        let path = FilePath(folder)
        let whole = FilePath(FileManager.default.currentDirectoryPath).pushing(path).lexicallyNormalized()
        let starter = StarterProject(name: whole.lastComponent?.string ?? "")
        try starter.write(to: path)
        let names = starter.files.map { "  \($0.path)" }.joined(separator: "\n")
        let option = folder == "." ? "" : " --project \(folder)"
        Terminal.shared.print("Written to \(whole):\n\(names)\n\nNext: airgap plan\(option)")
    }
}
