import AirgapCore
import ArgumentParser
import SystemPackage

/// `airgap cat`: one file of a bundle on standard output.
struct CatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cat",
        abstract: "Print one file of a bundle, proved before its first byte is printed.",
        usage: "airgap cat [--key FILE] BUNDLE PATH",
        discussion: """
            PATH is as 'airgap list' has it; with './' or the top folder before
            it, as 'tar -t' has it, it is taken too.

            Example: airgap cat bundle/demo-1.0.0-amd64.tgz airgap.lock
            """)

    @Argument(help: "The bundle.")
    var bundle: String

    @Argument(help: "The file, below the top folder.")
    var path: String

    @OptionGroup var trust: TrustOptions

    func run() async throws {
        let member = try MemberPath(path)
        let reader = try BundleReader(FilePath(bundle), trust: trust.trust())
        do {
            try reader.read(member.path(in: reader)) { bytes in
                try FileWriter.writeAll(bytes, to: 1, path: "standard output")
            }
        } catch let error as FileError where error.errno == .brokenPipe {
            // Whoever reads has enough, as `head` does.
        }
    }
}
