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
            switch try opened.piece(at: Int64(bytes.count), limit: Int(member.size) - bytes.count) {
            case .bytes(let buffer): bytes += buffer.readableBytesView
            case .region(let offset, let count):
                let part = try opened.file.read(upTo: count, at: offset)
                guard part.count == count else { throw SiteError.damaged(member.path, "the file is truncated") }
                bytes += part
            }
        }
        guard Digest(of: bytes) == member.digest else {
            throw SiteError.damaged(member.path, "its bytes are not those that SHA256SUMS lists")
        }
        return bytes
    }
}
