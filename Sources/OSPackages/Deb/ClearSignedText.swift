/// The text inside a clear-signed message (RFC 9580, section 7).
enum ClearSignedText {
    /// Takes the text out without looking at the signature: for a repository that the user trusts as it is.
    static func unchecked(_ file: [UInt8]) -> [UInt8] {
        let lines = file.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard let first = lines.first, first.starts(with: "-----BEGIN PGP SIGNED MESSAGE-----".utf8) else {
            return file
        }
        let body = lines.drop { !$0.allSatisfy { $0 == 0x0D } }.dropFirst()
            .prefix { !$0.starts(with: "-----BEGIN PGP SIGNATURE-----".utf8) }
        return Array(body.map { $0.starts(with: "- ".utf8) ? $0.dropFirst(2) : $0 }.joined(separator: [0x0A])) + [0x0A]
    }
}
