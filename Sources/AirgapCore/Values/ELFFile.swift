/// What is needed of an ELF file: for which machine it is, and what it needs to start (System V ABI, chapters 4 and 5).
package struct ELFFile: Equatable, Sendable {
    /// A file whose tables cannot be what they say.
    package struct Damage: Error, Equatable {
        package let reason: String
    }

    private static let magic: [UInt8] = [0x7F, 0x45, 0x4C, 0x46]
    private static let segmentLimit = 512
    private static let dynamicLimit = 1 << 16
    private static let stringLimit: UInt64 = 1 << 20

    /// A program or a library, and not an object file.
    package let isRunnable: Bool
    /// The machine's name: OCI's where it is one of ours.
    package let machine: String
    /// The loader, `/lib64/ld-linux-x86-64.so.2`; nil for what is linked statically, and for libraries.
    package let interpreter: String?
    /// The libraries that it asks for, `libc.so.6`.
    package let needed: [String]

    /// Whether bytes begin an ELF file.
    package static func begins(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

    /// Reads a file; nil when it is no ELF file.
    ///
    /// - Throws: `Damage`, `FileError`.
    package init?(_ file: FileReader) throws {
        let identification = try file.read(at: 0, count: 64)
        guard Self.begins(identification) else { return nil }
        let header = ELFWords(identification)
        let isNative = identification.count > 5 && identification[4] == 2 && identification[5] == 1
        guard isNative else {
            isRunnable = true
            machine = "a 32-bit or big-endian machine"
            (interpreter, needed) = (nil, [])
            return
        }
        let type = try header.half(at: 16)
        isRunnable = type == 2 || type == 3
        machine = Self.machineName(try header.half(at: 18))
        guard isRunnable else {
            (interpreter, needed) = (nil, [])
            return
        }
        let segments = try Self.segments(header, file)
        interpreter = try segments.first { $0.type == 3 }.map { segment in
            try Self.text(try Self.bytes(segment.offset, segment.size, file, limit: 4096))
        }
        needed = try Self.needed(segments, file)
    }

    private static func machineName(_ number: UInt16) -> String {
        switch number {
        case 3: "386"
        case 21: "ppc64le"
        case 22: "s390x"
        case 40: "arm"
        case 62: "amd64"
        case 183: "arm64"
        case 243: "riscv64"
        default: "machine \(number)"
        }
    }

    /// One entry of the program header table.
    private struct Segment {
        let type: UInt32
        let offset: UInt64
        let address: UInt64
        /// Bytes in the file.
        let size: UInt64
    }

    private static func segments(_ header: ELFWords, _ file: FileReader) throws -> [Segment] {
        let offset = try header.word(at: 32)
        let entrySize = UInt64(try header.half(at: 54))
        let count = UInt64(try header.half(at: 56))
        guard count > 0 else { return [] }
        guard entrySize >= 56, count <= segmentLimit else { throw Damage(reason: "impossible program headers") }
        let table = ELFWords(try bytes(offset, entrySize * count, file, limit: 1 << 20))
        return try (0..<Int(count)).map { index in
            let start = index * Int(entrySize)
            return Segment(
                type: try table.quarter(at: start), offset: try table.word(at: start + 8),
                address: try table.word(at: start + 16), size: try table.word(at: start + 32))
        }
    }

    /// The names behind DT_NEEDED.
    private static func needed(_ segments: [Segment], _ file: FileReader) throws -> [String] {
        guard let dynamic = segments.first(where: { $0.type == 2 }) else { return [] }
        let size = min(dynamic.size, UInt64(dynamicLimit))
        let table = ELFWords(try bytes(dynamic.offset, size, file, limit: dynamicLimit))
        var names: [UInt64] = []
        var place: UInt64?
        var length: UInt64 = 0
        entries: for start in stride(from: 0, to: Int(size / 16) * 16, by: 16) {
            let value = try table.word(at: start + 8)
            switch try table.word(at: start) {
            case 0: break entries
            case 1: names.append(value)
            case 5: place = value
            case 10: length = value
            default: continue
            }
        }
        guard !names.isEmpty else { return [] }
        guard let place, length <= stringLimit, let offset = offset(of: place, segments) else {
            throw Damage(reason: "no string table")
        }
        let strings = try bytes(offset, length, file, limit: Int(stringLimit))
        return try names.map { name in
            guard name < UInt64(strings.count) else { throw Damage(reason: "a name outside the string table") }
            return try text(Array(strings[Int(name)...].prefix { $0 != 0 }))
        }
    }

    /// Where an address stands in the file.
    private static func offset(of address: UInt64, _ segments: [Segment]) -> UInt64? {
        for segment in segments where segment.type == 1 && address >= segment.address {
            let distance = address - segment.address
            if distance < segment.size { return segment.offset.addingReportingOverflow(distance).partialValue }
        }
        return nil
    }

    private static func bytes(_ offset: UInt64, _ size: UInt64, _ file: FileReader, limit: Int) throws -> [UInt8] {
        guard size <= UInt64(limit), let start = Int64(exactly: offset) else {
            throw Damage(reason: "a table beyond the file")
        }
        let bytes = try file.read(at: start, count: Int(size))
        guard bytes.count == Int(size) else { throw Damage(reason: "a table beyond the file") }
        return bytes
    }

    private static func text(_ bytes: [UInt8]) throws -> String {
        let name = Array(bytes.prefix { $0 != 0 })
        guard !name.isEmpty, name.count <= 4096, let text = String(validating: name, as: UTF8.self) else {
            throw Damage(reason: "an unusable name")
        }
        return text
    }
}
