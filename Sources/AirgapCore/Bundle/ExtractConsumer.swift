/// Writes wanted members into a folder; each gets its name only when its digest is right.
///
/// `@unchecked Sendable`: each task has one of its own.
final class ExtractConsumer: MemberConsumer, @unchecked Sendable {
    private let target: TargetFolder
    private let contents: BundleContents
    private let wanted: Set<Int>
    private var file: TargetFile?
    private var mode: UInt32 = 0o644
    private(set) var count = 0
    private(set) var bytes: Int64 = 0

    init(_ target: TargetFolder, _ contents: BundleContents, wanted: Set<Int>) {
        self.target = target
        self.contents = contents
        self.wanted = wanted
    }

    func begin(_ number: Int, _ entry: BundleContents.Entry, size: Int64) throws {
        file = nil
        guard wanted.contains(number) else { return }
        file = try target.create(try RelativePath(contents.name(of: entry)))
        mode = entry.isExecutable ? 0o755 : 0o644
        bytes += size
    }

    func take(_ bytes: UnsafeRawBufferPointer) throws { try file?.write(bytes) }

    func end(isGood: Bool) throws {
        defer { file = nil }
        guard let file, isGood else { return }
        try file.commit(mode: mode, time: contents.manifest.created)
        count += 1
    }
}
