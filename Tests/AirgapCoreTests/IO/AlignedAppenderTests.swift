import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import AirgapCore

/// What is written past the page cache is there, in whatever pieces it comes; cmp is the judge.
@Suite
struct AlignedAppenderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [1, 2, 3, 4, 5, 6])
    func `pieces of any length, flushed and gone on with anywhere, stand in their order`(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let content = random.bytes(random.below(5_000_000) + 1)
        let expected = folder.path.appending("expected"), path = folder.path.appending("file")
        try Data(content).write(to: URL(filePath: expected.string))
        let lengths = [1, 4095, 4096, 4097, 65_536, 1 << 20, 3_000_000]
        var position = 0
        while position < content.count {
            // Each round is a process of its own: it sees what the one before has left in the file.
            let descriptor = try FileDescriptor.open(
                path, .readWrite, options: .create, permissions: FilePermissions(rawValue: 0o644))
            let appender = AlignedAppender(descriptor.rawValue, path: path)
            try appender.continueBehind(Int64(position))
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let end = min(content.count, position + (lengths.randomElement(using: &random) ?? 1))
                try content[position..<end].withUnsafeBytes { try appender.append($0) }
                position = end
                #expect(appender.size == Int64(position))
                if Bool.random(using: &random) { try appender.flush() }
            }
            try appender.flush()
            try descriptor.close()
        }
        _ = try await PeerProgram.run("cmp", [expected.string, path.string])
    }

    @Test func `what waits is forgotten when the file begins anew`() async throws {
        let path = folder.path.appending("file")
        let descriptor = try FileDescriptor.open(
            path, .readWrite, options: .create, permissions: FilePermissions(rawValue: 0o644))
        let appender = AlignedAppender(descriptor.rawValue, path: path)
        try Array("old".utf8).withUnsafeBytes { try appender.append($0) }
        try appender.continueBehind(0)
        try Array("new text\n".utf8).withUnsafeBytes { try appender.append($0) }
        try appender.flush()
        try descriptor.close()
        #expect(try await PeerProgram.run("cat", [path.string]) == "new text\n")
    }

    @Test func `a full disk is told, and the bytes before it are kept`() async throws {
        let disk = folder.path.appending("disk")
        try FileManager.default.createDirectory(atPath: disk.string, withIntermediateDirectories: true)
        _ = try await PeerProgram.run("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.string])
        let path = disk.appending("file")
        let descriptor = try FileDescriptor.open(
            path, .readWrite, options: .create, permissions: FilePermissions(rawValue: 0o644))
        let appender = AlignedAppender(descriptor.rawValue, path: path)
        let piece = [UInt8](repeating: 7, count: 1 << 20)
        var failure: FileError?
        for _ in 0..<4 where failure == nil {
            do throws(FileError) {
                try piece.span.withUnsafeBytes { (bytes) throws(FileError) in try appender.append(bytes) }
            } catch {
                failure = error
            }
        }
        try descriptor.close()
        let size = try await PeerProgram.run("stat", ["-c", "%s", path.string])
        _ = try await PeerProgram.run("umount", [disk.string])
        #expect(failure?.errno == .noSpace)
        #expect(size == "2097152\n")
    }
}
