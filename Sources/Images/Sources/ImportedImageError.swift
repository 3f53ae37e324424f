package import AirgapCore

/// Why an archive or a folder does not give an image; the archive's name stands before it.
package enum ImportedImageError: ExplainedError, Equatable {
    /// A member's name that leads out of the archive, or is no path.
    case badMember(RelativePathError)
    case tooManyMembers(Int)
    /// An archive that grows beyond belief when it is unpacked; bytes.
    case bomb(unpacked: Int64, packed: Int64)
    /// One name, two contents.
    case twoContents(String)
    case missingMember(String)
    /// Links that lead in a circle, or out of the archive.
    case badLink(String, target: String)
    case badDocument(String, reason: String)
    /// The bytes are not what their name or a document promises.
    case lyingDigest(String, expected: Digest, found: Digest)
    case wrongSize(String, expected: Int64, found: Int64)
    /// The configuration lists other layers than the archive.
    case layerCount(layers: Int, diffIDs: Int)
    case noImage(String, available: [String])
    /// One of many images cannot be taken.
    case badImage(String, ImageError)
    /// Several images, and nothing says which.
    case ambiguous([String])
    case noName
    /// What is there now is not what was locked.
    case changed(locked: Digest, found: Digest)

    package var description: String {
        switch self {
        case .badMember(let error): "unacceptable member: \(error)"
        case .tooManyMembers(let limit): "more than \(limit) members, or longer names than is believable"
        case .bomb(let unpacked, let packed):
            "unpacks to more than \(ByteCount(unpacked)) from \(ByteCount(packed)): refused"
        case .twoContents(let name): "\(Quoted(name)) stands twice with different content"
        case .missingMember(let name): "\(Quoted(name)) is missing"
        case .badLink(let name, let target):
            "the link \(Quoted(name)) to \(Quoted(target)) leads in a circle or out of the archive"
        case .badDocument(let name, let reason): "\(Quoted(name)) is unusable: \(reason)"
        case .lyingDigest(let name, let expected, let found):
            "\(Quoted(name)) must have the digest \(expected), but has \(found)"
        case .wrongSize(let name, let expected, let found):
            "\(Quoted(name)) must have \(expected) bytes, but has \(found)"
        case .layerCount(let layers, let diffIDs):
            "the archive has \(layers) layers, the image's configuration \(diffIDs)"
        case .noImage(let wanted, let available): "no image \(Quoted(wanted)); it has \(Self.list(available))"
        case .badImage(let name, let error): "\(name): \(error)"
        case .ambiguous(let available): "several images: say which of \(Self.list(available))"
        case .noName: "the image has no name in the archive: say 'dest'"
        case .changed(let locked, let found):
            "changed since it was locked: the image was \(locked), now it is \(found)"
        }
    }

    package var exitCode: ExitCode {
        switch self {
        case .noImage, .ambiguous, .noName, .changed: .badConfiguration
        case .badImage(_, let error): error.exitCode
        default: .unavailable
        }
    }

    private static func list(_ names: [String]) -> String {
        guard !names.isEmpty else { return "none with a name" }
        let shown = names.prefix(20).map { Quoted($0).description }.joined(separator: ", ")
        return shown + (names.count > 20 ? ", …" : "")
    }
}
