import AirgapCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One stanza of a Packages file, taken apart in place: slices of the reader's buffer, nothing is copied.
struct Stanza {
    private static var none: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }

    private(set) var name = Stanza.none
    private(set) var architecture = Stanza.none
    private(set) var size = Stanza.none
    private(set) var priority = Stanza.none
    private(set) var sha256 = Stanza.none
    private(set) var traits: PackageTraits = []
    private var version = Stanza.none
    private var depends = Stanza.none
    private var preDepends = Stanza.none
    private var recommends = Stanza.none
    private var conflicts = Stanza.none
    private var breaks = Stanza.none
    private var provides = Stanza.none
    private var filename = Stanza.none

    /// Takes a stanza apart; lines that are no field are left out.
    init(_ text: UnsafeRawBufferPointer) {
        var position = 0
        while position < text.count {
            let end = Self.fieldEnd(text, from: position)
            let line = UnsafeRawBufferPointer(rebasing: text[position..<end])
            if let base = line.baseAddress, let colon = memchr(base, 0x3A, min(line.count, 32)) {
                let length = UnsafeRawPointer(colon) - base
                note(
                    UnsafeRawBufferPointer(rebasing: line[..<length]),
                    Self.trimmed(UnsafeRawBufferPointer(rebasing: line[(length + 1)...])))
            }
            position = end + 1
        }
    }

    /// The bytes of a field; empty when it is absent.
    subscript(_ field: PackageField) -> UnsafeRawBufferPointer {
        switch field {
        case .version: version
        case .depends: depends
        case .preDepends: preDepends
        case .recommends: recommends
        case .conflicts: conflicts
        case .breaks: breaks
        case .provides: provides
        case .filename: filename
        }
    }

    /// The size in bytes of the package file; nil when it is no number.
    var byteCount: Int64? {
        guard !size.isEmpty, size.count <= 18 else { return nil }
        var result: Int64 = 0
        for byte in size {
            guard (48...57).contains(byte) else { return nil }
            result = result * 10 + Int64(byte - 48)
        }
        return result
    }

    /// The 32 bytes of the digest as four numbers; nil when it is not 64 hexadecimal digits.
    var digestWords: SIMD4<UInt64>? {
        guard sha256.count == 64 else { return nil }
        var words = SIMD4<UInt64>()
        for (position, digit) in sha256.enumerated() {
            guard let value = Hex.value(of: digit) else { return nil }
            words[position / 16] = words[position / 16] << 4 | UInt64(value)
        }
        return words
    }

    /// Debian's five priorities, the most important first; unknown ones come last.
    var priorityRank: UInt8 {
        switch priority.count {
        case 8 where Self.equal(priority, "required"): 0
        case 9 where Self.equal(priority, "important"): 1
        case 8 where Self.equal(priority, "standard"): 2
        case 8 where Self.equal(priority, "optional"): 3
        default: 4
        }
    }

    /// Whether bytes are a text, without regard to the case of ASCII letters.
    static func equal(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        guard bytes.count == text.utf8CodeUnitCount, let base = bytes.baseAddress else { return false }
        return strncasecmp(base.assumingMemoryBound(to: CChar.self), text.cString, bytes.count) == 0
    }

    /// The end of a line and of the lines that continue it.
    private static func fieldEnd(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard let base = text.baseAddress else { return text.count }
        var position = start
        while let found = memchr(base + position, 0x0A, text.count - position) {
            let end = UnsafeRawPointer(found) - base
            guard end + 1 < text.count, text[end + 1] == 0x20 || text[end + 1] == 0x09 else { return end }
            position = end + 1
        }
        return text.count
    }

    private static func trimmed(_ value: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = 0
        var end = value.count
        while start < end, value[start] <= 0x20 { start += 1 }
        while end > start, value[end - 1] <= 0x20 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: value[start..<end])
    }

    private mutating func note(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        switch name.count {
        case 4 where Self.equal(name, "Size"): size = value
        case 6 where Self.equal(name, "Breaks"): breaks = value
        case 6 where Self.equal(name, "SHA256"): sha256 = value
        case 7 where Self.equal(name, "Package"): self.name = value
        case 7 where Self.equal(name, "Version"): version = value
        case 7 where Self.equal(name, "Depends"): depends = value
        case 8 where Self.equal(name, "Provides"): provides = value
        case 8 where Self.equal(name, "Filename"): filename = value
        case 8 where Self.equal(name, "Priority"): priority = value
        case 9 where Self.equal(name, "Conflicts"): conflicts = value
        case 9 where Self.equal(name, "Essential"), 9 where Self.equal(name, "Important"):
            if Self.equal(value, "yes") { traits.insert(.essential) }
        case 10 where Self.equal(name, "Recommends"): recommends = value
        case 10 where Self.equal(name, "Multi-Arch"):
            if Self.equal(value, "allowed") { traits.insert(.anyArchitecture) }
        case 11 where Self.equal(name, "Pre-Depends"): preDepends = value
        case 12 where Self.equal(name, "Architecture"): noteArchitecture(value)
        default: break
        }
    }

    private mutating func noteArchitecture(_ value: UnsafeRawBufferPointer) {
        architecture = value
        if Self.equal(value, "all") { traits.insert(.all) }
    }
}

extension StaticString {
    /// The text as C sees it; every literal here is ASCII.
    fileprivate var cString: UnsafePointer<CChar> {
        UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
