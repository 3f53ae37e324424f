/// What gpgv reported with `--status-fd` (GnuPG's doc/DETAILS).
struct SignatureStatus: Sendable {
    /// MD5, SHA-1 and RIPEMD-160 (RFC 9580, section 9.5).
    private static let brokenHashes: Set<Substring> = ["1", "2", "3"]

    /// Fingerprint of the primary key behind the first good signature.
    private(set) var signer: String?
    private var messages = 0
    private var hasGood = false
    private var hasWorthless = false
    private var hasBad = false
    private var unknownKeys: [String] = []

    init(_ output: [UInt8]) {
        var signatureIsGood = false
        for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 2, words[0] == "[GNUPG:]" else { continue }
            switch words[1] {
            case "PLAINTEXT": messages += 1
            case "NEWSIG": signatureIsGood = false
            case "GOODSIG": signatureIsGood = true
            case "BADSIG": hasBad = true
            case "EXPSIG", "EXPKEYSIG", "REVKEYSIG": hasWorthless = true
            case "ERRSIG": unknownKeys.append(words.count > 2 ? String(words[2].prefix(40)) : "?")
            case "VALIDSIG": noteValid(words, isGood: signatureIsGood)
            default: break
            }
        }
    }

    /// GOODSIG says that neither key nor signature has expired, VALIDSIG that the cryptography holds.
    private mutating func noteValid(_ words: [Substring], isGood: Bool) {
        if isGood, words.count > 9, !Self.brokenHashes.contains(words[9]) {
            hasGood = true
            if signer == nil { signer = String(words.count > 11 ? words[11] : words[2]) }
        } else {
            hasWorthless = true
        }
    }

    /// Throws unless at least one signature is good and none is bad.
    func check(diagnostics: String) throws(SignatureError) {
        if hasBad { throw .tampered }
        if messages > 1 { throw .severalMessages }
        if hasGood { return }
        if hasWorthless { throw .worthless }
        if !unknownKeys.isEmpty { throw .unknownSigner(unknownKeys) }
        if messages == 0 { throw .unsigned }
        throw .unclear(diagnostics)
    }
}
