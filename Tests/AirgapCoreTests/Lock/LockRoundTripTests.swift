import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// airgap.lock: what is written is what is read, always in the same bytes.
struct LockRoundTripTests {
    /// A lock of random sections, variables and texts of every kind.
    private static func lock(_ random: inout SeededRandom) -> LockFile {
        var lock = LockFile()
        for architecture in Architecture.allCases where random.below(4) > 0 {
            var bundle = LockedBundle(time: Timestamp(seconds: Int64(random.below(1 << 32))), sections: [:])
            for _ in 0..<random.below(4) { bundle.variables[text(&random)] = text(&random) }
            for number in 0..<random.below(5) {
                let content = JSONWriter.bytes(of: value(&random, depth: 0))
                bundle.sections[ModuleName(rawValue: "m\(number)")] = .init(
                    request: Digest(of: random.bytes(4)), content: content)
            }
            lock.bundles[architecture] = bundle
        }
        return lock
    }

    private static func text(_ random: inout SeededRandom) -> String {
        let parts = ["a", "\"", "\\", "\n", "é", "\u{1F600}", " ", "\u{7F}", "\t", "/", "{{ x }}", "1.20", "\u{2028}"]
        return (0...random.below(6)).map { _ in parts[random.below(parts.count)] }.joined()
    }

    private static func value(_ random: inout SeededRandom, depth: Int) -> JSONValue {
        switch random.below(depth > 3 ? 4 : 7) {
        case 0: return .null
        case 1: return .bool(random.below(2) == 0)
        case 2: return .integer(Int64(truncatingIfNeeded: random.next()))
        case 3: return .string(text(&random))
        case 4, 5:
            return .object(
                Dictionary((0..<random.below(5)).map { _ in (text(&random), value(&random, depth: depth + 1)) }) { $1 })
        default: return .array((0..<random.below(5)).map { _ in value(&random, depth: depth + 1) })
        }
    }

    @Test(arguments: 0..<20) func `round trip`(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        for _ in 0..<25 {
            let lock = Self.lock(&random)
            let bytes = try lock.bytes()
            let again = try LockFile(parsing: bytes)
            #expect(again == lock)
            #expect(try again.bytes() == bytes)
        }
    }

    /// Python reads the same, and finds the keys sorted.
    @Test func `python agrees`() async throws {
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: 99)
        let script = """
            import json, sys
            pairs = lambda p: dict(p) if [k for k, _ in p] == sorted([k for k, _ in p], key=lambda k: k.encode()) else 1/0
            for name in sys.argv[1:]:
                json.load(open(name, encoding='utf-8'), object_pairs_hook=pairs)
            """
        let files = try (0..<30).map { number in
            try folder.write(Self.lock(&random).bytes(), at: "\(number).lock").string
        }
        try await PeerProgram.run("python3", ["-c", script] + files)
    }

    @Test func `any change is an error or another value, and never a trap`() throws {
        var random = SeededRandom(seed: 5)
        for _ in 0..<300 {
            var bytes = try Self.lock(&random).bytes()
            for _ in 0...random.below(3) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            _ = try? LockFile(parsing: bytes)
        }
    }
}
