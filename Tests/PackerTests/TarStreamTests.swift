import AirgapCore
import TestSupport
import Testing

@testable import Packer

/// libarchive's headers, and those that readers make for themselves.
struct TarStreamTests {
    private static let time = Timestamp(seconds: 1_700_000_000)

    /// A path of so many bytes, in parts of at most 255, of letters, other characters, or both.
    private static func path(_ length: Int, _ random: inout SeededRandom) -> String {
        let letters = [["a", "b", "."], ["ä", "x", "文", "é"], ["a", "𝄞", "e\u{301}"]][random.below(3)]
        var text = "a"
        while text.utf8.count < length {
            let isEnd = text.utf8.count + 1 == length
            if !text.hasSuffix("/"), !isEnd, random.below(40) == 0 { text += "/a" }
            text += letters[random.below(letters.count)]
        }
        return text
    }

    private func header(
        _ name: String, size: Int64 = 0, time: Timestamp = time, isExecutable: Bool = false
    ) throws -> [UInt8] {
        let found = try TarStream().begin(name, size: size, time: time, isExecutable: isExecutable)
        let expected = CanonicalHeader(name: name, size: size, time: time, isExecutable: isExecutable).bytes
        #expect(found == expected, "\(name)")
        return found
    }

    @Test(arguments: 0..<20) func `names of every length`(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        for length in Array(1...300) + [399, 400, 401, 512, 1000, 2000, 4096] {
            _ = try header(Self.path(length, &random), isExecutable: length.isMultiple(of: 2))
        }
    }

    /// Every place for one slash, and every second one for two, around the lengths of ustar's fields.
    @Test(arguments: [99, 100, 101, 155, 156, 200, 255, 256, 257, 300])
    func `slashes anywhere`(_ length: Int) throws {
        for first in 1..<(length - 1) {
            var path = [UInt8](repeating: UInt8(ascii: "n"), count: length)
            path[first] = UInt8(ascii: "/")
            _ = try header(String(decoding: path, as: UTF8.self))
            _ = try header("é" + String(decoding: path, as: UTF8.self))
            for second in stride(from: first + 2, to: length - 1, by: 7) {
                path[second] = UInt8(ascii: "/")
                _ = try header(String(decoding: path, as: UTF8.self))
                path[second] = UInt8(ascii: "n")
            }
        }
    }

    @Test(arguments: [
        "t/e\u{301}", "t/\u{1100}\u{1161}", "t/\u{FFFD}", "t/\u{FFFF}", "t/\u{10FFFF}", "t/\u{7F}", "-rf", "a b",
        "t/\u{FEFF}x",
        "t/\u{212B}", "t/\u{E000}", "t/🏳️‍🌈",
    ])
    func `uncommon characters stay as they are`(_ name: String) throws {
        let found = try header(name)
        #expect(String(decoding: found, as: UTF8.self).contains(name))
    }

    @Test(
        arguments: [
            0, 1, 511, 512, (1 << 33) - 1, 1 << 33, (1 << 33) + 1, (1 << 36) - 1, 1 << 36, 1 << 40, Int64.max - 1024,
        ] as [Int64])
    func `sizes`(_ size: Int64) throws {
        for name in ["t/big", "t/gro\u{DF}", String(repeating: "d", count: 160) + "/big"] {
            let found = try header(name, size: size, isExecutable: true)
            #expect(found.count == (size >= 1 << 33 || name != "t/big" ? 1536 : 512))
        }
    }

    @Test(arguments: [-5, 0, 1, 0x7FFF_FFFD, 0x7FFF_FFFE, 0x7FFF_FFFF, 1 << 33, Int64.max])
    func `times`(_ seconds: Int64) throws {
        _ = try header("t/a", time: Timestamp(seconds: seconds))
        _ = try header("t/ä", size: 1 << 33, time: Timestamp(seconds: seconds))
    }

    @Test func `contents pass through where they stand`() throws {
        let tar = try TarStream()
        let content = [UInt8](repeating: 7, count: 1 << 20)
        _ = try tar.begin("t/a", size: Int64(content.count) + 3, time: Self.time, isExecutable: false)
        try content.withUnsafeBytes { bytes in
            var passed: [UnsafeRawBufferPointer] = []
            try tar.write(bytes) { passed.append($0) }
            try tar.write(UnsafeRawBufferPointer(rebasing: bytes[5..<8])) { passed.append($0) }
            #expect(passed.map(\.baseAddress) == [bytes.baseAddress, bytes.baseAddress.map { $0 + 5 }])
            #expect(passed.map(\.count) == [1 << 20, 3])
        }
        #expect(try tar.end() == [UInt8](repeating: 0, count: 509))
        _ = try tar.begin("t/b", size: 0, time: Self.time, isExecutable: false)
        #expect(try tar.end() == [])
        #expect(try tar.close() == [UInt8](repeating: 0, count: 1024))
    }

    @Test func `a member has as many bytes as its header says`() throws {
        let short = try TarStream()
        _ = try short.begin("t/a", size: 5, time: Self.time, isExecutable: false)
        #expect(throws: PackError.shrunk("t/a", expected: 5, found: 0)) { try short.end() }
        let long = try TarStream()
        _ = try long.begin("t/a", size: 5, time: Self.time, isExecutable: false)
        let error = #expect(throws: PackError.self) {
            try [UInt8](repeating: 1, count: 6).withUnsafeBytes { try long.write($0) { _ in } }
        }
        #expect("\(try #require(error))".hasPrefix("pack: 't/a': libarchive: "))
    }

    @Test func `an error of libarchive names the member`() throws {
        let tar = try TarStream()
        _ = try tar.close()
        let error = #expect(throws: PackError.self) {
            try tar.begin("t/a", size: 0, time: Self.time, isExecutable: false)
        }
        #expect("\(try #require(error))".hasPrefix("pack: 't/a': libarchive: "))
    }

    @Test func `another header is refused with the place where it differs`() throws {
        let expected = CanonicalHeader(name: "t/ä", size: 7, time: Self.time, isExecutable: false)
        var pax = expected.bytes
        pax[520] ^= 1
        var size = expected.bytes
        size[1024 + 134] = UInt8(ascii: "1")
        for (header, place) in [
            (pax, "from byte 520 on: not the pax header that it must have"),
            (size, "from byte 1158 on: its tar header has the size '00000000001', expected '00000000007'"),
            (Array(expected.bytes.suffix(512)), "without the pax header that it must have"),
        ] {
            let error = #expect(throws: PackError.self) { try TarStream.compare(header, with: expected, of: "t/ä") }
            let text = "\(try #require(error))"
            #expect(text.hasPrefix("pack: 't/ä': libarchive 3."))
            #expect(text.contains(place), "\(text)")
        }
        try TarStream.compare(expected.bytes, with: expected, of: "t/ä")
    }
}
