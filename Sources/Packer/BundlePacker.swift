package import AirgapCore
import FoundationEssentials
package import SystemPackage

/// Packs a finished tree into one tar.gz; docs/format.md has the format.
///
/// Reader, compressors and writer work at once: the reader fills slots, each compressor makes one gzip member, and the
/// members are written in order, so the bytes do not depend on how many work.
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
        try await run(list, tree, name, output)
        let packed = try output.finish()
        progress.report(.ended(stage: "pack", summary: "\(ByteCount(total)) packed into \(ByteCount(packed.size))"))
        return packed
    }

    private func run(_ list: PackList, _ tree: FilePath, _ name: BundleName, _ output: PackOutput) async throws {
        let jobs = min(options.jobs, ProcessInfo.processInfo.activeProcessorCount, Self.mostJobs)
        let ring = try PackRing(slots: jobs + 4)
        var reader = try PackReader(
            list: list, tree: tree, top: name.description, time: options.time, ring: ring)
        var order = PackOrder()
        try await withThrowingTaskGroup(of: CompressedSlot.self) { group in
            var isReading = true
            while isReading || order.running > 0 {
                try Task.checkCancellation()
                if isReading, ring.hasRoom, order.running <= jobs {
                    let before = reader.byteCount
                    isReading = try reader.advance()
                    progress.report(.advanced(stage: "pack", bytes: reader.byteCount - before))
                    for slot in ring.takeFull() {
                        let number = order.begin()
                        group.addTask { CompressedSlot(number: number, slot: slot) }
                    }
                } else if let compressed = try await group.next() {
                    for ready in order.finished(compressed) {
                        try output.write(ready.member)
                        ring.giveBack(ready)
                    }
                }
            }
        }
    }
}
