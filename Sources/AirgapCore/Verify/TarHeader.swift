/// One ustar header (POSIX.1-2017, pax, ustar interchange format).
struct TarHeader: Equatable {
    /// Nil when it is not UTF-8, as a path may be that is cut where a pax record has the whole of it.
    private let shortPath: String?
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
        guard let size = Self.size(bytes[124..<136]), let mode = Self.octal(bytes[100..<108]) else {
            throw fault("a tar header without size or mode in octal")
        }
        guard bytes[500...].allSatisfy({ $0 == 0 }) else { throw fault("unknown fields in a tar header") }
        guard let name = Self.text(bytes[0..<100]), let prefix = Self.text(bytes[345..<500]) else {
            throw fault("bytes behind a name's end")
        }
        guard let mode = UInt32(exactly: mode) else { throw fault("a tar header without mode") }
        shortPath = String(validating: prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name, as: UTF8.self)
        self.size = size
        self.mode = mode
        type = bytes[156]
        guard type == UInt8(ascii: "x") || bytes[157..<257].allSatisfy({ $0 == 0 }) || type != UInt8(ascii: "0") else {
            throw fault("a regular file with a link's target")
        }
    }

    private init(path: String, size: Int64, mode: UInt32, type: UInt8) {
        shortPath = path
        self.size = size
        self.mode = mode
        self.type = type
    }

    /// The whole path.
    var path: String { shortPath ?? "" }

    /// The header with what the pax records before it say.
    ///
    /// - Throws: `StreamFault` for a name that is not UTF-8.
    func applying(_ pax: PaxRecords, offset: Int64) throws(StreamFault) -> TarHeader {
        guard let path = pax.path ?? shortPath else {
            throw StreamFault(offset: offset, reason: "a name that is not UTF-8")
        }
        return TarHeader(path: path, size: pax.size ?? size, mode: mode, type: type)
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

    /// Octal, or a binary number that the first bit announces and whose first four bytes are empty.
    private static func size(_ field: ArraySlice<UInt8>) -> Int64? {
        guard field.first == 0x80 else { return octal(field) }
        guard field.dropFirst().prefix(3).allSatisfy({ $0 == 0 }) else { return nil }
        return Int64(exactly: field.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    /// Octal digits, ended by spaces or NULs, or by the field's end.
    private static func octal(_ field: ArraySlice<UInt8>) -> Int64? {
        let digits = field.prefix { (48...55).contains($0) }
        guard !digits.isEmpty, field[digits.endIndex...].allSatisfy({ $0 == 0 || $0 == 32 }) else { return nil }
        return digits.reduce(0) { $0 << 3 | Int64($1 - 48) }
    }

    /// What stands before the zeros.
    private static func text(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let end = field.firstIndex(of: 0) ?? field.endIndex
        return field[end...].allSatisfy { $0 == 0 } ? field[..<end] : nil
    }
}
