/// One ustar header (POSIX.1-2017, pax, ustar interchange format).
struct TarHeader: Equatable {
    let path: String
    /// Bytes.
    let size: Int64
    let mode: UInt32
    let type: UInt8

    /// - Throws: `StreamFault` when a field is not as it must be.
    init(_ bytes: [UInt8], offset: Int64) throws(StreamFault) {
        func fault(_ reason: String) -> StreamFault { StreamFault(offset: offset, reason: reason) }
        guard bytes.count == 512 else { throw fault("not a tar header") }
        guard Self.octal(bytes[148..<156]) == Self.checksum(bytes) else {
            throw fault("wrong checksum in a tar header")
        }
        guard bytes[257..<265].elementsEqual("ustar\u{0}00".utf8) else {
            let isGNU = bytes[257..<265].elementsEqual("ustar  \u{0}".utf8)
            throw fault("not a ustar header" + (isGNU ? ", but one of GNU tar, which packed the archive anew" : ""))
        }
        guard let size = Self.octal(bytes[124..<136]), size >= 0, let mode = Self.octal(bytes[100..<108]) else {
            throw fault("a tar header without size or mode in octal")
        }
        guard bytes[500...].allSatisfy({ $0 == 0 }) else { throw fault("unknown fields in a tar header") }
        guard let name = Self.text(bytes[0..<100]), let prefix = Self.text(bytes[345..<500]) else {
            throw fault("a name that is not UTF-8")
        }
        guard let mode = UInt32(exactly: mode) else { throw fault("a tar header without mode") }
        path = prefix.isEmpty ? name : prefix + "/" + name
        self.size = size
        self.mode = mode
        type = bytes[156]
        guard type == UInt8(ascii: "x") || bytes[157..<257].allSatisfy({ $0 == 0 }) || type != UInt8(ascii: "0") else {
            throw fault("a regular file with a link's target")
        }
    }

    private init(path: String, size: Int64, mode: UInt32, type: UInt8) {
        self.path = path
        self.size = size
        self.mode = mode
        self.type = type
    }

    /// The header with what the pax records before it say.
    func applying(_ pax: PaxRecords, offset: Int64) throws(StreamFault) -> TarHeader {
        TarHeader(path: pax.path ?? path, size: pax.size ?? size, mode: mode, type: type)
    }

    /// What the member is, when it is not a regular file.
    var unwantedKind: String? {
        switch type {
        case UInt8(ascii: "0"): nil
        case UInt8(ascii: "1"): "a hard link"
        case UInt8(ascii: "2"): "a symbolic link"
        case UInt8(ascii: "3"), UInt8(ascii: "4"): "a device"
        case UInt8(ascii: "5"): "a folder"
        case UInt8(ascii: "6"): "a fifo"
        case UInt8(ascii: "S"): "a sparse file"
        case UInt8(ascii: "L"), UInt8(ascii: "K"): "a GNU long name"
        case UInt8(ascii: "g"): "global pax records"
        default: "of unknown type \(type)"
        }
    }

    private static func checksum(_ bytes: [UInt8]) -> Int64 {
        var sum: Int64 = 0
        for (index, byte) in bytes.enumerated() { sum += (148..<156).contains(index) ? 32 : Int64(byte) }
        return sum
    }

    /// Octal digits, ended by spaces or NULs, or by the field's end; base-256 is not taken.
    private static func octal(_ field: ArraySlice<UInt8>) -> Int64? {
        let digits = field.prefix { (48...55).contains($0) }
        guard !digits.isEmpty, field[digits.endIndex...].allSatisfy({ $0 == 0 || $0 == 32 }) else { return nil }
        return digits.reduce(0) { $0 << 3 | Int64($1 - 48) }
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String? {
        let end = field.firstIndex(of: 0) ?? field.endIndex
        guard field[end...].allSatisfy({ $0 == 0 }) else { return nil }
        return String(validating: field[..<end], as: UTF8.self)
    }
}
