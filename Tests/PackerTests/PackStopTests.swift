import AirgapCore
import Packer
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Reader, compressors and writer all end when one of them cannot go on, or when nobody wants the archive any more.
struct PackStopTests {
    /// Cancels a task when so many bytes were read.
    private final class CancellingProgress: ProgressReporter {
        private let state: Mutex<(left: Int64, cancel: (@Sendable () -> Void)?)>

        init(after bytes: Int64) { state = Mutex((bytes, nil)) }

        var isIdle: Bool { state.withLock { $0.cancel == nil } }

        func onReached(_ cancel: @escaping @Sendable () -> Void) { state.withLock { $0.cancel = cancel } }

        func report(_ event: ProgressEvent) {
            guard case .advanced(_, let bytes) = event else { return }
            let cancel = state.withLock { state -> (@Sendable () -> Void)? in
                state.left -= bytes
                return state.left <= 0 ? state.cancel : nil
            }
            cancel?()
        }
    }

    /// 16 files of 1 MB, half of them text.
    private static let files: [String: [UInt8]] = {
        var random = SeededRandom(seed: 7)
        let noise = random.bytes(1_000_000)
        let text = Array(String(repeating: "many words that get smaller. ", count: 34_500).utf8)
        return Dictionary(
            uniqueKeysWithValues: (0..<16).map { ("\(100 + $0)", ($0 % 2 == 0 ? noise : text) + [UInt8($0)]) })
    }()

    private static func tree(at folder: FilePath) throws -> TestTree { try TestTree(files, at: folder) }

    private static func pack(_ tree: TestTree, to file: FilePath, jobs: Int, _ progress: any ProgressReporter)
        async throws
    {
        let options = PackOptions(jobs: jobs, time: Timestamp(seconds: 1_700_000_000))
        _ = try await BundlePacker(options: options, progress: progress).pack(
            tree: tree.folder, name: TestTree.name, to: file)
    }

    @Test(arguments: [(1, 1_000_000), (8, 8_000_000), (2, 15_000_000)])
    func `cancelling in the middle leaves nothing`(jobs: Int, bytes: Int64) async throws {
        let folder = try TemporaryFolder()
        let tree = try Self.tree(at: folder.appending("tree"))
        let progress = CancellingProgress(after: bytes)
        let packing = Task {
            // Not before the one who reports knows whom to cancel.
            while !Task.isCancelled, progress.isIdle { await Task.yield() }
            try await Self.pack(tree, to: folder.appending("b.tgz"), jobs: jobs, progress)
        }
        progress.onReached { packing.cancel() }
        await #expect(throws: CancellationError.self) { try await packing.value }
        #expect(try FileSystem.names(in: folder.path) == ["tree"])
    }

    @Test(arguments: [(1, 100), (8, 107), (2, 115)])
    func `a file that has changed is told, wherever it stands`(jobs: Int, name: Int) async throws {
        let folder = try TemporaryFolder()
        let tree = try Self.tree(at: folder.appending("tree"))
        let file = tree.folder.appending("\(name)")
        let before = try FileSystem.read(file, limit: 2 << 20)
        let after = before.dropLast() + [before[before.count - 1] ^ 1]
        try AtomicFile.write(Array(after), to: file, durably: false)
        let expected = PackError.changed(
            try RelativePath("\(name)"), expected: Digest(of: before), found: Digest(of: Array(after)))
        await #expect(throws: expected) {
            try await Self.pack(tree, to: folder.appending("b.tgz"), jobs: jobs, SilentProgress())
        }
        #expect(try FileSystem.names(in: folder.path) == ["tree"])
    }

    @Test(arguments: [1, 4])
    func `a file that cannot be read is told`(jobs: Int) async throws {
        let folder = try TemporaryFolder()
        let tree = try Self.tree(at: folder.appending("tree"))
        let file = tree.folder.appending("109")
        try FileSystem.removeFile(file)
        try FileSystem.makeFolder(file)
        let error = await #expect(throws: (any Error).self) {
            try await Self.pack(tree, to: folder.appending("b.tgz"), jobs: jobs, SilentProgress())
        }
        #expect("\(try #require(error))".contains("109"))
        #expect(try FileSystem.names(in: folder.path) == ["tree"])
    }
}
