import AirgapCore
import SystemPackage

@testable import OSPackages

/// An rpm file's bytes, to be changed by hand.
struct RPMFilePatch {
    var bytes: [UInt8]
    let layout: RPMLayout

    init(_ path: FilePath) throws {
        bytes = try FileSystem.read(path, limit: 1 << 20)
        layout = try RPMLayout(ofPrefix: bytes)
    }

    /// Puts other bytes of the same length where a text first stands in a range.
    mutating func replace(_ old: String, _ new: String, in range: Range<Int>) throws {
        let old = Array(old.utf8)
        for start in range where bytes[start...].starts(with: old) {
            bytes.replaceSubrange(start..<start + old.count, with: Array(new.utf8))
            return
        }
        throw RPMFileError.missing("text to replace")
    }

    /// Gives an entry of a header's index another tag.
    mutating func rename(_ tag: UInt32, to new: UInt32, in range: Range<Int>) {
        let count = Int(bytes[range.lowerBound + 10]) << 8 | Int(bytes[range.lowerBound + 11])
        for place in (0..<count).map({ range.lowerBound + 16 + 16 * $0 })
        where bytes[place..<place + 4].elementsEqual(Self.bigEndian(tag)) {
            bytes.replaceSubrange(place..<place + 4, with: Self.bigEndian(new))
        }
    }

    /// Makes the digests in the signature header right again, as who changes a file would.
    mutating func renewDigests() throws {
        let old = try RPMHeader(bytes[layout.signature], .signature)
        for (tag, algorithm, start) in [
            (UInt32(273), RPMHashAlgorithm.sha256, layout.main), (269, .sha1, layout.main),
            (1004, .md5, layout.main.lowerBound..<bytes.count),
        ] {
            guard let entry = try old.entry(tag) else { continue }
            var hasher = RPMHasher(algorithm)
            bytes[start].withUnsafeBytes { hasher.update($0) }
            let hex = hasher.hex()
            let value = tag == 1004 ? Self.bytes(ofHex: hex) : Array(hex.utf8) + [0]
            bytes.replaceSubrange(entry.range, with: value)
        }
    }

    private static func bytes(ofHex hex: String) -> [UInt8] {
        let digits = hex.compactMap { $0.hexDigitValue.map(UInt8.init) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// A number of 32 bits as headers have it.
    static func bigEndian(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
}
