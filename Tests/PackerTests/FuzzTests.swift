import AirgapCore
import FoundationEssentials
import Packer
import TestSupport
import Testing

/// Mutational fuzzing from good inputs, seeded. CI runs the seeds and a few rounds; `make fuzz` runs many, with another
/// seed each time, which it names.
struct FuzzTests {
    private static let rounds = number("AIRGAP_FUZZ_ROUNDS") ?? 300
    private static let seed = UInt64(number("AIRGAP_FUZZ_SEED") ?? 40)

    private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

    @Test(arguments: FuzzTarget.allCases) func `no input does harm`(_ target: FuzzTarget) async throws {
        let folder = try TemporaryFolder()
        let signer = try await SiteKeys.shared.signer(folder)
        let packed = try await PackedTree(
            ["a": Array("content".utf8), "b/c": [1, 2, 3]], executables: ["a"], signedBy: signer, in: folder)
        let keyring = try OpenPGPKeyring(signer.publicKey)
        let seeds = try await target.seeds(packed, signer)
        var random = SeededRandom(seed: Self.seed)
        var corpus = seeds
        for seed in seeds { try await target.run(seed, keyring: keyring, folder: folder) }
        for _ in 0..<Self.rounds {
            var input = corpus[random.below(corpus.count)]
            for _ in 0...random.below(6) { Self.change(&input, corpus, &random) }
            try await target.run(input, keyring: keyring, folder: folder)
            if corpus.count < 64, input.count < 1 << 16 { corpus.append(input) }
        }
    }

    private static let tokens: [[UInt8]] = [
        [], [0], [0xFF, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF], [0x1F, 0x8B], Array("../".utf8),
        Array("99999999999999999999".utf8), Array("-1".utf8), Array("\"\\ud800\"".utf8), Array("\n".utf8),
        [UInt8](repeating: 0, count: 512),
    ]

    private static func change(_ input: inout [UInt8], _ corpus: [[UInt8]], _ random: inout SeededRandom) {
        guard !input.isEmpty else { return input = corpus[0] }
        let place = random.below(input.count)
        let length = min(1 + random.below(64), input.count - place)
        switch random.below(7) {
        case 0: input[place] ^= 1 << UInt8(random.below(8))
        case 1: input[place] = UInt8(random.below(256))
        case 2: input.removeSubrange(place..<(place + length))
        case 3: input.insert(contentsOf: input[place..<(place + length)], at: random.below(input.count + 1))
        case 4: input.insert(contentsOf: tokens[random.below(tokens.count)], at: place)
        case 5: input.replaceSubrange(place..<(place + length), with: tokens[random.below(tokens.count)])
        default:
            let other = corpus[random.below(corpus.count)]
            input = Array(input[..<place]) + other.suffix(max(0, other.count - place))
        }
    }
}
