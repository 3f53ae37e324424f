import TestSupport

/// Tar archives made to harm: members that no reader may let through, beside those of `TarMutation`.
enum HostileMember: String, CaseIterable, Sendable {
    case nulInName, newlineInName, escapeInName, notUTF8, tooLongComponent, doubleSlash, dotComponent, trailingSlash
    case twoHopLink, linkThenFile, linkToParent, hardLinkToOutside, characterDevice, socketLike, gnuSparsePax
    case paxSizeSmaller, paxSizeLarger, paxPathElsewhere, paxLinkPath, paxTwice, paxEmpty, paxHuge, paxAtTheEnd
    case zeroBlockInside, secondArchive, endMissing, halfAnEnd, dirtyEnd, gnuLongLink, volumeHeader, multiVolume
    case oldTar, spacesAsSize, sizeWithoutEnd, prefixElsewhere, dirtyPadding, otherTime, otherOwner, otherGroupName
    case deviceNumbers, linkTargetOnFile, setgid, sticky, executableUnasked, typeNUL, typeUnknown

    private static let top = "test-1-amd64/"

    /// The archive's bytes with this in it; the last member is `z`.
    func bytes(_ good: TarBuilder) -> [UInt8] {
        var tar = good
        switch self {
        case .zeroBlockInside: return inside(good, [UInt8](repeating: 0, count: 512))
        case .secondArchive: return good.bytes + good.bytes
        case .endMissing: return Array(good.bytes.dropLast(1024))
        case .halfAnEnd: return Array(good.bytes.dropLast(512))
        case .dirtyEnd: return Array(good.bytes.dropLast()) + [1]
        case .dirtyPadding: return dirtyPadding(good)
        case .paxAtTheEnd: tar.members.append(pax("9 path=x\n"))
        default: change(&tar)
        }
        return tar.bytes
    }

    private func change(_ tar: inout TarBuilder) {
        let last = tar.members.count - 1
        switch self {
        case .twoHopLink: links(&tar, [("d", "."), ("d/e", ".."), ("d/e/f", "../..")])
        case .linkThenFile:
            links(&tar, [("y", "/tmp")])
            tar.members.append(TarBuilder.Member(Self.top + "y/evil", [1]))
        case .linkToParent: links(&tar, [("y", "..")])
        case .hardLinkToOutside: link(&tar, "y", "/etc/passwd", "1")
        case .gnuLongLink:
            tar.members.insert(TarBuilder.Member("././@LongLink", Array("x\0".utf8), type: "K"), at: last)
        case .volumeHeader: tar.members.insert(TarBuilder.Member("label", type: "V"), at: 0)
        case .paxSizeSmaller: tar.members.insert(pax("10 size=1\n"), at: last)
        case .paxSizeLarger: tar.members.insert(pax("13 size=1000\n"), at: last)
        case .paxPathElsewhere:
            tar.members.insert(
                pax("22 path=../../etc/evil\n".utf8.count == 23 ? "23 path=../../etc/evil\n" : ""), at: last)
        case .paxLinkPath: tar.members.insert(pax("14 linkpath=x\n"), at: last)
        case .paxTwice: tar.members.insert(pax("10 path=x\n10 path=y\n"), at: last)
        case .paxEmpty: tar.members.insert(pax(""), at: last)
        case .paxHuge: tar.members.insert(pax(String(repeating: "x", count: 70_000)), at: last)
        case .gnuSparsePax: tar.members.insert(pax("22 GNU.sparse.major=1\n"), at: last)
        default: patch(&tar.members[last])
        }
    }

    private func patch(_ member: inout TarBuilder.Member) {
        switch self {
        case .nulInName: member.patches[13] = Array("a\0b".utf8)
        case .newlineInName: member.name = Self.top + "a\nb"
        case .escapeInName: member.name = Self.top + "\u{1B}[2J"
        case .notUTF8: member.patches[13] = [0xFF, 0xFE]
        case .tooLongComponent: member.patches[345] = [UInt8](repeating: 0x61, count: 155)
        case .doubleSlash: member.name = Self.top + "/z"
        case .dotComponent: member.name = Self.top + "./z"
        case .trailingSlash: member.name = Self.top + "z/"
        case .characterDevice: member.type = UInt8(ascii: "3")
        case .socketLike: member.type = UInt8(ascii: "s")
        case .multiVolume: member.type = UInt8(ascii: "M")
        case .oldTar: member.magic = String(repeating: "\0", count: 8)
        case .spacesAsSize: member.size = "            "
        case .sizeWithoutEnd: member.size = "777777777777"
        case .prefixElsewhere: member.patches[345] = Array("../..".utf8)
        case .otherTime: member.patches[136] = Array("00000000001 ".utf8)
        case .otherOwner: member.patches[108] = Array("000750 \0".utf8)
        case .otherGroupName: member.patches[297] = Array("wheel".utf8)
        case .deviceNumbers: member.patches[329] = Array("000001 \0".utf8)
        case .linkTargetOnFile: member.link = "/etc/passwd"
        case .setgid: member.mode = "002644 \0"
        case .sticky: member.mode = "001644 \0"
        case .executableUnasked: member.mode = "000755 \0"
        case .typeNUL: member.type = 0
        default: member.type = UInt8(ascii: "?")
        }
    }

    private func pax(_ records: String) -> TarBuilder.Member {
        TarBuilder.Member("././@PaxHeader", Array(records.utf8), type: "x")
    }

    private func links(_ tar: inout TarBuilder, _ links: [(String, String)]) {
        for (name, target) in links { link(&tar, name, target, "2") }
    }

    private func link(_ tar: inout TarBuilder, _ name: String, _ target: String, _ type: Character) {
        var member = TarBuilder.Member(Self.top + name, type: type)
        member.link = target
        tar.members.append(member)
    }

    private func inside(_ good: TarBuilder, _ bytes: [UInt8]) -> [UInt8] {
        let tail = TarBuilder([good.members[good.members.count - 1]]).bytes
        return Array(good.bytes.dropLast(tail.count)) + bytes + tail
    }

    private func dirtyPadding(_ good: TarBuilder) -> [UInt8] {
        var bytes = good.bytes
        bytes[bytes.count - 1025] = 1
        return bytes
    }
}
