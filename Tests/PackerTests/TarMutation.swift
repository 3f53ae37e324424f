import TestSupport

/// Changes of an archive that gzip cannot notice.
enum TarMutation: String, CaseIterable, Sendable {
    case contentChanged, contentsSwapped, memberRemoved, memberAdded, memberTwice, reordered, renamed, otherTop
    case symbolicLink, hardLink, device, fifo, folder, setuid, worldWritable, absolute, parent, innerParent, noTop
    case backslash, gnuLongName, globalPax, paxSize, paxUnknown, paxMalformed, base256Size, negativeSize, sparse
    case manifestMissing, manifestSecond, manifestBroken, manifestTwice, checksumsBroken, checksumsUnsorted
    case badChecksum, notUstar, emptyName, caseTwin, lockMissing, contiguousType

    private static let top = "test-1-amd64/"

    /// What verify must say.
    var message: String {
        switch self {
        case .contentChanged, .contentsSwapped: "digest mismatch"
        case .memberRemoved, .renamed, .lockMissing: "listed in SHA256SUMS, but missing"
        case .memberAdded, .caseTwin: "not listed in SHA256SUMS"
        case .memberTwice, .manifestTwice: "stands twice"
        case .reordered: "out of order"
        case .otherTop, .noTop: "not below the bundle's top folder"
        case .symbolicLink: "a symbolic link"
        case .hardLink: "a hard link"
        case .device: "a device"
        case .fifo: "a fifo"
        case .folder: "a folder"
        case .setuid, .worldWritable: "its tar header has the mode"
        case .absolute: "absolute path"
        case .parent, .innerParent: "'.' or '..'"
        case .backslash: "backslash"
        case .gnuLongName: "a GNU long name"
        case .globalPax: "global pax"
        case .paxSize: "at byte"
        case .paxUnknown: "'comment' is not expected"
        case .paxMalformed: "malformed pax record"
        case .base256Size, .negativeSize: "size or mode in octal"
        case .sparse: "a sparse file"
        case .manifestMissing, .manifestSecond: "the first member is not bundle.json"
        case .manifestBroken: "bundle.json: digest mismatch"
        case .checksumsBroken, .checksumsUnsorted: "SHA256SUMS cannot be read"
        case .badChecksum: "wrong checksum in a tar header"
        case .notUstar: "not a ustar header"
        case .emptyName: "empty component"
        case .contiguousType: "of unknown type"
        }
    }

    func apply(to tar: inout TarBuilder) {
        let last = tar.members.count - 1
        switch self {
        case .contentChanged: tar.members[last].content[0] ^= 1
        case .contentsSwapped:
            (tar.members[2].content, tar.members[3].content) = (tar.members[3].content, tar.members[2].content)
        case .memberRemoved: tar.members.removeLast()
        case .memberAdded: add(&tar, "zz")
        case .memberTwice: tar.members.append(tar.members[last])
        case .reordered: tar.members.swapAt(last, last - 1)
        case .renamed: tar.members[last].name += "2"
        case .otherTop: tar.members[last].name = "other/z"
        case .noTop: add(&tar, "z", top: "")
        case .symbolicLink: add(&tar, "zz", type: "2", link: "/etc/passwd")
        case .hardLink: add(&tar, "zz", type: "1", link: Self.top + "a")
        case .device: add(&tar, "zz", type: "3")
        case .fifo: add(&tar, "zz", type: "6")
        case .folder: add(&tar, "zz/", type: "5")
        case .setuid: tar.members[last].mode = "004755 \0"
        case .worldWritable: tar.members[last].mode = "000666 \0"
        case .absolute: tar.members[last].name = "/etc/passwd"
        case .parent: tar.members[last].name = "../z"
        case .innerParent: tar.members[last].name = Self.top + "b/../../../z"
        case .backslash: tar.members[last].name = Self.top + "..\\z"
        case .gnuLongName: add(&tar, "zz", type: "L", content: Array("name".utf8))
        case .globalPax: add(&tar, "zz", type: "g", content: Array("9 path=x\n".utf8))
        case .paxSize: pax(&tar, "12 size=99\n".utf8.count == 11 ? "11 size=99\n" : "")
        case .paxUnknown: pax(&tar, "15 comment=abc\n")
        case .paxMalformed: pax(&tar, "99 path=x\n")
        case .base256Size: tar.members[last].size = "\u{7F}\0\0\0\0\0\0\0\0\0\0\u{1}"
        case .negativeSize: tar.members[last].size = "-0000000001\0"
        case .sparse: tar.members[last].type = UInt8(ascii: "S")
        case .manifestMissing: tar.members.removeFirst()
        case .manifestSecond: tar.members.swapAt(0, 1)
        case .manifestBroken: tar.members[0].content = Array("{\"a\":1,\"a\":2}".utf8)
        case .manifestTwice: tar.members.append(tar.members[0])
        case .checksumsBroken: tar.members[1].content = Array("hello\n".utf8)
        case .checksumsUnsorted: tar.members[1].content = unsorted(tar.members[1].content)
        case .badChecksum: tar.members[last].breaksChecksum = true
        case .notUstar: tar.members[last].magic = "ustar  \0"
        case .emptyName: tar.members[last].name = Self.top
        case .caseTwin: add(&tar, "Z")
        case .lockMissing: tar.members.removeAll { $0.name.hasSuffix("airgap.lock") }
        case .contiguousType: tar.members[last].type = UInt8(ascii: "7")
        }
    }

    private func add(
        _ tar: inout TarBuilder, _ name: String, type: Character = "0", link: String = "", content: [UInt8] = [],
        top: String = Self.top
    ) {
        var member = TarBuilder.Member(top + name, content, type: type)
        member.link = link
        tar.members.append(member)
    }

    private func pax(_ tar: inout TarBuilder, _ records: String) {
        tar.members.insert(TarBuilder.Member("PaxHeader/z", Array(records.utf8), type: "x"), at: tar.members.count - 1)
    }

    private func unsorted(_ content: [UInt8]) -> [UInt8] {
        var lines = content.split(separator: 10)
        lines.swapAt(0, 1)
        return lines.flatMap { $0 + [10] }
    }
}
