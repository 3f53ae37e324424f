import AirgapCore
import ArgumentParser
import SystemPackage

/// `airgap list`: what a bundle holds.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Say what a bundle holds.",
        usage: "airgap list [--key FILE] [--digests] BUNDLE [OPTIONS]",
        discussion: """
            Reads the bundle's first members and its index only: it is quick, and
            proves nothing of the contents.

            Example: airgap list bundle/demo-1.0.0-amd64.tgz
            """)

    @Argument(help: "The bundle.")
    var bundle: String

    @Flag(help: "Each file's SHA-256 too.")
    var digests = false

    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let members = try BundleReader(FilePath(bundle), trust: trust.trust()).members
        let lines = members.map { member in
            let size = member.size.map(String.init) ?? "?"
            let column = String(repeating: " ", count: max(0, 12 - size.utf8.count)) + size
            return column + (digests ? "  \(member.digest.hex)" : "") + "  \(member.path)"
        }
        try output.print(members, text: lines.joined(separator: "\n"))
    }
}
