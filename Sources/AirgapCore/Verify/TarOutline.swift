/// What a tar archive holds, found while it passes by, whatever its size: a line `sha256:<hex> SIZE NAME` for each member,
/// `end` behind the last. Only regular files as `TarMember` writes them are taken; anything else is a line `fault …`, and
/// the rest is not read.
package struct TarOutline: Sendable {
    /// The line behind the last member.
    package static let end = "end\n"
    private static let blockSize = 512
    private static let memberLimit = 4096

    private var header: [UInt8] = []
    private var name = ""
    private var size: Int64 = 0
    private var left: Int64 = 0
    private var padding = 0
    private var hasher = DigestHasher()
    private var count = 0
    private var zeroBlocks = 0
    private var isFaulty = false

    package init() {}

    /// The line of a member.
    package static func line(name: String, digest: Digest, size: Int64) -> String { "\(digest) \(size) \(name)\n" }

    /// Takes the next bytes.
    ///
    /// - Returns: the lines that they complete.
    package mutating func take(_ bytes: ArraySlice<UInt8>) -> String {
        var rest = bytes
        var lines = ""
        while !rest.isEmpty, !isFaulty {
            if left > 0 {
                let piece = rest.prefix(Int(clamping: left))
                piece.withUnsafeBytes { hasher.update($0) }
                left -= Int64(piece.count)
                rest = rest.dropFirst(piece.count)
                if left == 0 { lines += endMember() }
            } else if padding > 0 {
                let piece = rest.prefix(padding)
                if piece.contains(where: { $0 != 0 }) { lines += fault("bytes behind \(Quoted(name))") }
                padding -= piece.count
                rest = rest.dropFirst(piece.count)
            } else {
                let piece = rest.prefix(Self.blockSize - header.count)
                header += piece
                rest = rest.dropFirst(piece.count)
                if header.count == Self.blockSize { lines += takeHeader() }
            }
        }
        return lines
    }

    private mutating func fault(_ reason: String) -> String {
        isFaulty = true
        return "fault \(reason)\n"
    }

    private mutating func endMember() -> String {
        count += 1
        padding = TarMember.padding(size).count
        return Self.line(name: name, digest: hasher.digest(), size: size)
    }

    private mutating func takeHeader() -> String {
        defer { header = [] }
        guard header.contains(where: { $0 != 0 }) else {
            zeroBlocks += 1
            return zeroBlocks < 2 ? "" : zeroBlocks == 2 ? Self.end : fault("blocks behind the end")
        }
        guard zeroBlocks == 0, count < Self.memberLimit else {
            return fault("too many members, or some behind the end")
        }
        name = String(decoding: header.prefix(100).prefix { $0 != 0 }, as: UTF8.self)
        guard let size = Int64(String(decoding: header[124..<135], as: UTF8.self), radix: 8), size >= 0,
            let canonical = try? TarMember(name: name, kind: .file(size)).header(), canonical == header
        else { return fault("the member \(Quoted(name)) is not a regular file as airgap writes it") }
        self.size = size
        left = size
        hasher = DigestHasher()
        return size == 0 ? endMember() : ""
    }
}
