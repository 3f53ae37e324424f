extension RPMVersion {
    /// Less than 0, 0 or more than 0 when this version is older than, equal to or newer than the other one.
    ///
    /// A missing epoch is 0; releases are compared only where both have one (rpm-version(7)).
    func compare(to other: RPMVersion) -> Int {
        let epochs = (epoch ?? 0, other.epoch ?? 0)
        if epochs.0 != epochs.1 { return epochs.0 < epochs.1 ? -1 : 1 }
        let versions = Self.compareParts(version, other.version)
        guard versions == 0, let release, let second = other.release else { return versions }
        return Self.compareParts(release, second)
    }

    /// Compares two versions or two releases as rpm does: runs of digits and of letters one after the other, `~` before
    /// everything, even the end, `^` just after the end.
    static func compareParts(_ left: String, _ right: String) -> Int {
        var left = left
        var right = right
        return left.withUTF8 { first in right.withUTF8 { compare(first, $0) } }
    }

    private static func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        var first = Segments(left)
        var second = Segments(right)
        while true {
            first.skipSeparators()
            second.skipSeparators()
            if let answer = first.compareMark(&second) {
                if answer != 0 { return answer }
                continue
            }
            guard let one = first.next, let two = second.next else { break }
            let isNumber = Segments.isDigit(one)
            // Digits are newer than letters.
            guard isNumber == Segments.isDigit(two) else { return isNumber ? 1 : -1 }
            let runs = (first.take(isNumber), second.take(isNumber))
            let answer = isNumber ? compareNumbers(runs.0, runs.1) : compareBytes(runs.0, runs.1)
            if answer != 0 { return answer }
        }
        return (first.next == nil ? 0 : 1) - (second.next == nil ? 0 : 1)
    }

    private static func compareNumbers(
        _ left: Slice<UnsafeBufferPointer<UInt8>>, _ right: Slice<UnsafeBufferPointer<UInt8>>
    )
        -> Int
    {
        let first = left.drop { $0 == UInt8(ascii: "0") }
        let second = right.drop { $0 == UInt8(ascii: "0") }
        if first.count != second.count { return first.count < second.count ? -1 : 1 }
        return compareBytes(first, second)
    }

    private static func compareBytes(
        _ left: Slice<UnsafeBufferPointer<UInt8>>, _ right: Slice<UnsafeBufferPointer<UInt8>>
    )
        -> Int
    {
        if left.elementsEqual(right) { return 0 }
        return left.lexicographicallyPrecedes(right) ? -1 : 1
    }

    /// A version on its way through the comparison.
    private struct Segments {
        private var rest: Slice<UnsafeBufferPointer<UInt8>>

        init(_ bytes: UnsafeBufferPointer<UInt8>) { rest = bytes[...] }

        /// The first byte of what is left.
        var next: UInt8? { rest.first }

        mutating func skipSeparators() {
            rest = rest.drop { !Self.isDigit($0) && !Self.isLetter($0) && !Self.isMark($0) }
        }

        /// Compares where either has `~` or `^` next: nil where neither has, 0 where both have the same, which is left
        /// behind.
        mutating func compareMark(_ other: inout Segments) -> Int? {
            for mark in [UInt8(ascii: "~"), UInt8(ascii: "^")] {
                switch (next == mark, other.next == mark) {
                case (false, false): continue
                case (true, true):
                    rest = rest.dropFirst()
                    other.rest = other.rest.dropFirst()
                    return 0
                case (true, false): return mark == UInt8(ascii: "^") && other.next == nil ? 1 : -1
                case (false, true): return mark == UInt8(ascii: "^") && next == nil ? -1 : 1
                }
            }
            return nil
        }

        /// The digits or the letters that come next, taken away.
        mutating func take(_ digits: Bool) -> Slice<UnsafeBufferPointer<UInt8>> {
            let run = rest.prefix { digits ? Self.isDigit($0) : Self.isLetter($0) }
            rest = rest[run.endIndex...]
            return run
        }

        static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

        private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

        private static func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "~") || byte == UInt8(ascii: "^") }
    }
}
