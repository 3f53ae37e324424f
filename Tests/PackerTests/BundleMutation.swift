import AirgapCore
import TestSupport

/// Changes of a bundle's file, drawn at random.
enum BundleMutation: CaseIterable, Sendable {
    case bit, byte, zeroedBlock, swappedBlocks, truncated, appended, inserted, removedRange, repeatedRange
    case memberRemoved, memberTwice, membersSwapped, memberFromElsewhere, footerMoved, fieldOfHeader

    /// - Returns: the changed file; it may happen to be the same.
    func apply(to bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var mutant = bytes
        let place = random.below(bytes.count)
        let length = min(bytes.count - place, 1 + random.below(4096))
        switch self {
        case .bit: mutant[place] ^= 1 << UInt8(random.below(8))
        case .byte: mutant[place] = UInt8(random.below(256))
        case .zeroedBlock: mutant.replaceSubrange(place..<(place + length), with: repeatElement(0, count: length))
        case .swappedBlocks:
            let other = random.below(bytes.count - length + 1)
            mutant.replaceSubrange(place..<(place + length), with: bytes[other..<(other + length)])
            mutant.replaceSubrange(other..<(other + length), with: bytes[place..<(place + length)])
        case .truncated: mutant.removeLast(1 + random.below(bytes.count - 1))
        case .appended: mutant += random.bytes(1 + random.below(600))
        case .inserted: mutant.insert(contentsOf: random.bytes(1 + random.below(600)), at: place)
        case .removedRange: mutant.removeSubrange(place..<(place + length))
        case .repeatedRange: mutant.insert(contentsOf: bytes[place..<(place + length)], at: place)
        case .fieldOfHeader:
            let start = Self.members(of: bytes).randomElement(using: &random)?.lowerBound ?? 0
            mutant[start + random.below(20)] = UInt8(random.below(256))
        case .footerMoved: mutant[bytes.count - 18 + random.below(8)] ^= 1 << UInt8(random.below(8))
        default: changeMembers(&mutant, &random)
        }
        return mutant
    }

    private func changeMembers(_ mutant: inout [UInt8], _ random: inout SeededRandom) {
        let members = Self.members(of: mutant)
        let first = members[random.below(members.count)]
        let second = members[random.below(members.count)]
        let content = mutant[second]
        switch self {
        case .memberRemoved: mutant.removeSubrange(first)
        case .memberTwice: mutant.insert(contentsOf: mutant[first], at: first.upperBound)
        case .memberFromElsewhere: mutant.replaceSubrange(first, with: content)
        default:
            guard first.upperBound <= second.lowerBound else { return mutant.removeSubrange(first) }
            let other = mutant[first]
            mutant.replaceSubrange(second, with: other)
            mutant.replaceSubrange(first, with: content)
        }
    }

    /// The gzip members, found by the sizes in their extra fields.
    private static func members(of bytes: [UInt8]) -> [Range<Int>] {
        var members: [Range<Int>] = []
        var offset = 0
        while offset + 20 <= bytes.count {
            let size = Int(LittleEndian.value(bytes[(offset + 16)..<(offset + 20)]))
            guard size >= 20, offset + size <= bytes.count else { break }
            members.append(offset..<(offset + size))
            offset += size
        }
        return members
    }
}
