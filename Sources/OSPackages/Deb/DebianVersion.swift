/// Compares Debian versions as dpkg does (Debian Policy, section 5.6.12; deb-version(7)).
///
/// Any bytes have a place in the order: text that is no version is compared by the same rules.
enum DebianVersion {
    /// Less than 0, 0 or more than 0 when the left version is older than, equal to or newer than the right one.
    static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        let first = Parts(left)
        let second = Parts(right)
        let epochs = compareParts(first.epoch, second.epoch)
        if epochs != 0 { return epochs }
        let upstreams = compareParts(first.upstream, second.upstream)
        return upstreams != 0 ? upstreams : compareParts(first.revision, second.revision)
    }

    /// As above, for texts.
    static func compare(_ left: String, _ right: String) -> Int {
        Array(left.utf8).withUnsafeBytes { first in
            Array(right.utf8).withUnsafeBytes { compare(first, $0) }
        }
    }

    /// `[epoch:]upstream[-revision]`; a missing part is empty, which compares as 0.
    private struct Parts {
        let epoch: UnsafeRawBufferPointer
        let upstream: UnsafeRawBufferPointer
        let revision: UnsafeRawBufferPointer

        init(_ version: UnsafeRawBufferPointer) {
            let colon = version.firstIndex(of: UInt8(ascii: ":"))
            epoch = UnsafeRawBufferPointer(rebasing: version[..<(colon ?? 0)])
            let rest = UnsafeRawBufferPointer(rebasing: version[(colon.map { $0 + 1 } ?? 0)...])
            let dash = rest.lastIndex(of: UInt8(ascii: "-"))
            upstream = UnsafeRawBufferPointer(rebasing: rest[..<(dash ?? rest.count)])
            revision = UnsafeRawBufferPointer(rebasing: rest[(dash.map { $0 + 1 } ?? rest.count)...])
        }
    }

    /// Alternating runs of non-digits, compared byte by byte, and of digits, compared as numbers of any length.
    private static func compareParts(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        var first = 0
        var second = 0
        while first < left.count || second < right.count {
            while isText(left, first) || isText(right, second) {
                let difference = rank(left, first) - rank(right, second)
                if difference != 0 { return difference }
                first += 1
                second += 1
            }
            let numbers = compareNumbers(left, &first, right, &second)
            if numbers != 0 { return numbers }
        }
        return 0
    }

    private static func compareNumbers(
        _ left: UnsafeRawBufferPointer, _ first: inout Int, _ right: UnsafeRawBufferPointer, _ second: inout Int
    ) -> Int {
        while first < left.count, left[first] == UInt8(ascii: "0") { first += 1 }
        while second < right.count, right[second] == UInt8(ascii: "0") { second += 1 }
        var difference = 0
        while isDigit(left, first), isDigit(right, second) {
            if difference == 0 { difference = Int(left[first]) - Int(right[second]) }
            first += 1
            second += 1
        }
        if isDigit(left, first) { return 1 }
        if isDigit(right, second) { return -1 }
        return difference
    }

    private static func isDigit(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> Bool {
        position < bytes.count && (48...57).contains(bytes[position])
    }

    private static func isText(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> Bool {
        position < bytes.count && !(48...57).contains(bytes[position])
    }

    /// `~` before the end, the end and digits before letters, letters before everything else.
    private static func rank(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> Int {
        guard position < bytes.count else { return 0 }
        switch bytes[position] {
        case UInt8(ascii: "~"): return -1
        case 48...57: return 0
        case 65...90, 97...122: return Int(bytes[position])
        default: return Int(bytes[position]) + 256
        }
    }
}
