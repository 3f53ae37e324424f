package import AirgapCore
import NIOCore

/// A bundle whose members can be read one by one: a folder or one packed file.
package protocol BundleSource: Sendable {
    /// What bundle.json says.
    var manifest: BundleManifest { get }
    /// What is known of the signature.
    var signature: SignatureState { get }
    /// Every member by its number.
    var members: [ServedMember] { get }

    /// Opens a member to be sent.
    ///
    /// - Throws: `FileError`, `BundleReadError`.
    func open(_ number: Int) throws -> any OpenedMember
}

extension BundleSource {
    /// Reads a whole small member and compares it with its digest.
    ///
    /// - Throws: `SiteError`, `FileError`, `BundleReadError`.
    func read(_ member: ServedMember, limit: Int) throws -> [UInt8] {
        guard member.size <= Int64(limit) else { throw SiteError.tooLarge(member.path, member.size) }
        let opened = try open(member.number)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(member.size))
        while bytes.count < Int(member.size) {
            let left = Int(member.size) - bytes.count
            for piece in try opened.pieces(at: Int64(bytes.count), limits: PieceLimits(regions: left, bytes: left)) {
                bytes += try Self.bytes(of: piece, opened.file, member)
            }
        }
        guard Digest(of: bytes) == member.digest else {
            throw SiteError.damaged(member.path, "its bytes are not those that SHA256SUMS lists")
        }
        return bytes
    }

    private static func bytes(of piece: ContentPiece, _ file: FileReader, _ member: ServedMember) throws -> [UInt8] {
        switch piece {
        case .bytes(let buffer): return Array(buffer.readableBytesView)
        case .region(let offset, let count):
            let part = try file.read(upTo: count, at: offset)
            guard part.count == count else { throw SiteError.damaged(member.path, "the file is truncated") }
            return part
        }
    }
}
