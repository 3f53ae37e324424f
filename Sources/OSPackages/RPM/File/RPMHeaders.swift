import AirgapCore
import SystemPackage

/// The two headers of an rpm file, with the bytes they were read from.
struct RPMHeaders: Sendable {
    let layout: RPMLayout
    let signature: RPMHeader
    let main: RPMHeader

    /// Reads the headers at a file's beginning, and nothing of its payload.
    ///
    /// - Throws: `RPMFileError` or `FileError`.
    init(_ file: FileReader) throws {
        var bytes = try file.read(upTo: 1 << 16)
        while true {
            do throws(RPMFileError) {
                try self.init(prefix: bytes, fileSize: file.size)
                return
            } catch .prefixTooShort(let needed) {
                // The limits of both headers bound what is needed.
                let more = try file.read(upTo: needed - bytes.count)
                guard !more.isEmpty else {
                    throw RPMFileError.truncated(needed: Int64(needed), size: Int64(bytes.count))
                }
                bytes += more
            }
        }
    }

    /// Reads the headers out of a file's first bytes.
    ///
    /// - Throws: `RPMFileError`; `prefixTooShort` when more bytes of the file would help.
    init(prefix bytes: [UInt8], fileSize: Int64) throws(RPMFileError) {
        do throws(RPMFileError) {
            let layout = try RPMLayout(ofPrefix: bytes)
            guard bytes.count >= layout.main.upperBound else { throw .prefixTooShort(needed: layout.main.upperBound) }
            signature = try RPMHeader(bytes[layout.signature], .signature)
            main = try RPMHeader(bytes[layout.main], .main)
            self.layout = layout
        } catch .prefixTooShort(let needed) where Int64(needed) > fileSize {
            throw .truncated(needed: Int64(needed), size: fileSize)
        }
    }
}
