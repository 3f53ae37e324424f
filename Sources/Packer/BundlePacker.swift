package import AirgapCore
package import SystemPackage

/// Packs a finished tree into one tar.gz; docs/format.md has the format.
///
/// Reader, compressors and writer work at once, as `PackPipeline` says.
package struct BundlePacker: Sendable {
    /// More compressors than this do not help, and each needs 3 MB.
    private static let mostJobs = 16

    private let options: PackOptions
    private let progress: any ProgressReporter

    package init(options: PackOptions, progress: any ProgressReporter) {
        self.options = options
        self.progress = progress
    }

    /// Packs a tree; the archive and its `.sha256` appear only when they are whole.
    ///
    /// - Parameters:
    ///   - tree: a tree with bundle.json and SHA256SUMS.
    ///   - name: the bundle's name, its top folder.
    ///   - file: the archive.
    /// - Returns: its size and digest.
    /// - Throws: `PackError`, `FailureList`, `FileError`, `CancellationError`.
    package func pack(tree: FilePath, name: BundleName, to file: FilePath) async throws -> PackedBundle {
        let list = try PackList(tree: tree)
        let total = try list.members.reduce(Int64(0)) {
            $0 + (try FileSystem.status(tree.appending($1.path.description))?.size ?? 0)
        }
        progress.report(.expecting(stage: "pack", items: 0, bytes: total))
        let output = try PackOutput(file, expected: total)
        let sizes = try await run(list, tree, name, output)
        let packed = try await output.finish(sizes: sizes)
        progress.report(.ended(stage: "pack", summary: "\(ByteCount(total)) packed into \(ByteCount(packed.size))"))
        return packed
    }

    private func run(_ list: PackList, _ tree: FilePath, _ name: BundleName, _ output: PackOutput) async throws
        -> [Int64]
    {
        let feed = PackFeed(list, tree: tree, top: name.description, time: options.time, progress: progress)
        let compressors = try (0..<min(options.jobs, Self.mostJobs)).map { _ in
            try PackCompressor(options.compression)
        }
        return try await PackPipeline(feed: feed, compressors: compressors, output: output).run()
    }
}
