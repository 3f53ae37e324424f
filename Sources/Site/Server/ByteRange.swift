/// What a `Range` header asks for of a member (RFC 9110, section 14).
enum ByteRange: Equatable, Sendable {
    /// No range, several, or a unit or form that nobody knows: the whole is sent, as a server may.
    case whole
    case part(Range<Int64>)
    /// Outside of the member: 416.
    case unsatisfiable

    /// - Parameters:
    ///   - header: the header's value; nil when there is none.
    ///   - size: bytes of the member.
    init(_ header: String?, size: Int64) {
        self = header.flatMap { Self.parse($0, size) } ?? .whole
    }

    private static func parse(_ header: String, _ size: Int64) -> ByteRange? {
        let text = header.filter { $0 != " " && $0 != "\t" }
        guard text.lowercased().hasPrefix("bytes=") else { return nil }
        let bounds = text.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard bounds.count == 2, bounds.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else {
            return nil
        }
        switch (number(bounds[0]), number(bounds[1])) {
        case (nil, nil): return nil
        case (nil, .some(0)): return .unsatisfiable
        case (nil, .some(let last)):
            return size == 0 ? .unsatisfiable : .part(max(0, size - last)..<size)
        case (.some(let first), let last):
            if let last, last < first { return nil }
            guard first < size else { return .unsatisfiable }
            return .part(first..<min(size, (last ?? size - 1) + 1))
        }
    }

    /// What is too large for a number is behind every end.
    private static func number(_ text: Substring) -> Int64? {
        text.isEmpty ? nil : min(Int64(text) ?? (1 << 62), 1 << 62)
    }
}
