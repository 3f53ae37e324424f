import AirgapCore
import ArgumentParser

/// `airgap list-sources`: the files and images that the lists name, without asking anybody.
struct ListSourcesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list-sources",
        abstract: "Print the URLs and images that the project names.",
        usage: "airgap list-sources [--project DIR] [--arch ARCH ...] [OPTIONS]",
        discussion: """
            Lists are evaluated for each architecture; nothing is fetched. The
            output can be used as a list itself: one entry a line, '#' begins a
            comment.

            Example: airgap list-sources --arch arm64 --files > files_arm64.list
            """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Files only.")
    var files = false

    @Flag(help: "Images only.")
    var images = false

    func run() throws {
        var listings: [SourceListing] = []
        var failures: [any ExplainedError] = []
        for architecture in project.architectures() {
            let collector = FaultCollector()
            do {
                let listing = project.configuration(for: architecture, collector).map(SourceListing.init)
                try collector.throwIfAny()
                if let listing { listings.append(listing.only(files: files, images: images)) }
            } catch let error as any ExplainedError {
                failures += (error as? FailureList)?.failures ?? [error]
            }
        }
        if !listings.isEmpty { try output.print(listings, text: listings.map(\.text).joined(separator: "\n")) }
        try FailureList.throwIfAny(failures)
    }
}
