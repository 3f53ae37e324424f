import AirgapCore
import ArgumentParser

/// `airgap schema`: prints the JSON Schema of airgap.yaml; not shown in the help.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of airgap.yaml, for editors.",
        discussion: "Example: airgap schema > airgap.schema.json",
        shouldDisplay: false)

    func run() async throws {
        Terminal.shared.print(String(decoding: ProjectSchema.bytes, as: UTF8.self), terminator: "")
    }
}
