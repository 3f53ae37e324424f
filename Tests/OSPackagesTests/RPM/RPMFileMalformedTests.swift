import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// Damaged rpm files: a clear error, never a trap.
struct RPMFileMalformedTests {
    private typealias Value = RPMFileBytes.Value

    private func error(_ bytes: [UInt8]) -> RPMFileError? {
        do throws(RPMFileError) {
            _ = try RPMFile(prefix: bytes, fileSize: Int64(bytes.count))
            return nil
        } catch {
            return error
        }
    }

    private func error(adding values: Value...) -> RPMFileError? {
        var file = RPMFileBytes()
        file.main += values
        return error(file.bytes)
    }

    @Test func theSmallestPackage() throws {
        let bytes = RPMFileBytes().bytes
        let file = try RPMFile(prefix: bytes, fileSize: Int64(bytes.count))
        #expect(file.package.nevra == "n-1-2.noarch")
        #expect(file.info.headerRange.upperBound == bytes.count - 7)
        #expect(file.info.payloadDigest == nil)
    }

    @Test func everyTruncation() async throws {
        let builder = try RPMBuilder()
        let paths = try await builder.build(Array(RPMFileSamples.descriptions.prefix(1)))
        let path = try #require(paths.first)
        let bytes = try FileSystem.read(path, limit: 1 << 20)
        let end = try RPMFile(at: path).info.headerRange.upperBound
        for length in 0..<end {
            guard case .truncated? = error(Array(bytes.prefix(length))) else {
                Issue.record("\(length) of \(end) bytes were taken")
                return
            }
        }
    }

    @Test func truncatedFilesOnDisk() throws {
        let folder = try TemporaryFolder()
        let bytes = RPMFileBytes().bytes
        for length in [0, 3, 50, 96, 100, 112, 130, 150, bytes.count - 8] {
            let path = try folder.write(Array(bytes.prefix(length)), at: "short.rpm")
            #expect(throws: RPMFileError.self) { try RPMFile(at: path) }
        }
    }

    @Test(arguments: 1...8)
    func flips(_ seed: UInt64) async throws {
        let builder = try RPMBuilder()
        let paths = try await builder.build(Array(RPMFileSamples.descriptions.prefix(1)))
        let patch = try RPMFilePatch(try #require(paths.first))
        var random = SeededRandom(seed: seed)
        var refused = 0
        for _ in 0..<250 {
            var bytes = Array(patch.bytes.prefix(patch.layout.main.upperBound))
            let part = random.below(4) == 0 ? patch.layout.signature : patch.layout.main
            for _ in 0...random.below(3) {
                // Mostly the index, which is at the beginning.
                let reach = random.below(3) == 0 ? part.count : min(part.count, 1200)
                bytes[part.lowerBound + random.below(reach)] = UInt8(truncatingIfNeeded: random.next())
            }
            if error(bytes) != nil { refused += 1 }
        }
        #expect(refused > 20)
    }

    @Test func countsAndSizes() {
        let bytes = RPMFileBytes().bytes
        let main = 96 + 16 + 16 + 4 + 4
        for (place, number) in [
            (104, UInt32.max), (104, 0), (104, 33), (108, .max), (108, 17 << 20), (main + 8, .max), (main + 8, 0),
            (main + 8, 65_536), (main + 12, .max), (main + 12, 33 << 20),
        ] {
            var copy = bytes
            copy.replaceSubrange(place..<place + 4, with: RPMFilePatch.bigEndian(number))
            guard case .tooLarge? = error(copy) else {
                Issue.record("\(number) at \(place) gives \(String(describing: error(copy)))")
                continue
            }
        }
    }

    @Test(arguments: [
        Value(tag: 1009, type: 0, count: 1, bytes: [0]), Value(tag: 1009, type: 10, count: 1, bytes: [0]),
        Value(tag: 1009, type: .max, count: 1, bytes: [0]),
        Value(tag: 1009, type: 4, count: 1, bytes: [0, 0, 0, 0], offset: .max),
        Value(tag: 1009, type: 4, count: 1, bytes: [0, 0, 0, 0], offset: 0x7FFF_FFFF),
        Value(tag: 1009, type: 4, count: .max, bytes: [0, 0, 0, 0]),
        Value(tag: 1009, type: 5, count: 2, bytes: [0, 0, 0, 0]),
        Value(tag: 1009, type: 4, count: 1, bytes: [0, 0, 0, 0], offset: 2),
        Value(tag: 1009, type: 6, count: 1, bytes: [65]),
        Value(tag: 1009, type: 6, count: 2, bytes: [65, 0, 65, 0]),
        Value(tag: 1047, type: 8, count: 3, bytes: [65, 0, 65, 0]),
        Value(tag: 1009, type: 6, count: 1, bytes: [65, 0]), Value(tag: 1004, type: 4, count: 1, bytes: [0, 0, 0, 0]),
        Value(tag: 1047, type: 7, count: 1, bytes: [0]), Value(tag: 1009, type: 7, count: 12, bytes: [], offset: 0),
    ])
    func badEntries(_ value: RPMFileBytes.Value) {
        guard case .badEntry? = error(adding: value) else {
            Issue.record("\(value) gives \(String(describing: error(adding: value)))")
            return
        }
    }

    @Test func otherFiles() {
        let bytes = RPMFileBytes().bytes
        #expect(error(Array("!<arch>\ndebian-binary".utf8)) == .notRPM)
        #expect(error([0xED] + [UInt8](repeating: 0, count: 200)) == .notRPM)
        for (place, byte) in [(4, UInt8(9)), (7, 2), (96, 0), (136, 0)] {
            var copy = bytes
            copy[place] = byte
            #expect([.notRPM, .notHeader(.signature), .notHeader(.main)].contains(error(copy)))
        }
    }

    @Test func whatIsMissingOrDoubtful() {
        #expect(error(adding: .text(1000, "other")) == .duplicateTag(.main, tag: 1000))
        var file = RPMFileBytes()
        for (index, name) in [(0, "name"), (1, "version"), (2, "release"), (3, "architecture")] {
            var copy = file
            copy.main.remove(at: index)
            #expect(error(copy.bytes) == .missing(name))
        }
        file.main[0] = .text(1000, "")
        #expect(error(file.bytes) == .missing("name"))
        #expect(
            error(adding: .texts(5092, ["00"]), .numbers(5093, [3]))
                == .unusable("payload digest's algorithm", value: "3"))
    }

    @Test func listsThatDoNotFit() {
        let names = Value.texts(1117, ["a", "b"])
        let folders = Value.texts(1118, ["/"])
        #expect(error(adding: names, folders) == .uneven("files"))
        #expect(
            error(adding: names, folders, .numbers(1116, [0, 1])) == .unusable("list of folders", value: "1"))
        #expect(error(adding: names, folders, .numbers(1116, [0, 0])) == .uneven("files"))
        #expect(error(adding: .texts(1047, ["a"])) == .uneven("provides"))
        #expect(
            error(adding: .texts(1047, [""]), .numbers(1112, [0]), .texts(1113, [""]))
                == .missing("name in one of its provides"))
        #expect(
            error(adding: .texts(1047, ["a"]), .numbers(1112, [6]), .texts(1113, ["1"]))
                == .unusable("comparison in provides", value: "a 6 1"))
        #expect(
            error(adding: .texts(1047, ["a"]), .numbers(1112, [8]), .texts(1113, ["99999999999:1"]))
                == .unusable("version in provides", value: "a 99999999999:1"))
    }

    @Test func pathsThatGrow() {
        let folder = String(repeating: "x", count: 1 << 16)
        let count = 2000
        let indexes = [UInt32](repeating: 0, count: count)
        guard
            case .tooLarge? = error(
                adding: .texts(1117, .init(repeating: "a", count: count)), .texts(1118, [folder]),
                .numbers(1116, indexes))
        else {
            Issue.record("the paths were taken")
            return
        }
    }

    @Test func relationsWithoutEnd() {
        let names = Value.texts(1047, .init(repeating: "a", count: 130_000))
        let others = Value.texts(1049, .init(repeating: "a", count: 130_000))
        #expect(
            error(adding: names, others) == .tooLarge(.main, what: "relations", value: 260_000, limit: 250_000))
    }

    @Test func textsThatAreNotUTF8() throws {
        var file = RPMFileBytes()
        file.main.append(Value(tag: 1004, type: 9, count: 2, bytes: [0x47, 0xF6, 0xDF, 0, 0x61, 0]))
        let bytes = file.bytes
        #expect(try RPMFile(prefix: bytes, fileSize: Int64(bytes.count)).info.summary == "G\u{FFFD}\u{FFFD}")
    }

    @Test(arguments: [
        ("1", "1"), ("1-2", "1-2"), ("3:1-2", "3:1-2"), (":1-2", "1-2"), ("a:1", "a:1"), ("1-2-3", "1-2-3"),
        ("1-", "1"),
    ])
    func versions(_ text: String, _ expected: String) {
        #expect(RPMVersion(parsing: text)?.description == expected)
    }
}
