import Crypto

/// A version 4 signature of a binary document by RSA over SHA-256 (RFC 4880, section 5.2.3).
struct OpenPGPSignature {
    /// The signers that the signature names, fingerprints or key IDs, upper-case digits.
    private let issuers: [String]
    private let hashed: ArraySlice<UInt8>
    private let check: ArraySlice<UInt8>
    private let value: [UInt8]

    /// - Throws: `SignatureFault.unreadable`.
    init(_ body: ArraySlice<UInt8>) throws(SignatureFault) {
        var rest = body
        guard rest.count >= 6, rest.popFirst() == 4 else { throw .unreadable("not of version 4") }
        guard rest.popFirst() == 0 else { throw .unreadable("not a signature of a binary document") }
        guard let algorithm = rest.popFirst(), algorithm == 1 || algorithm == 3 else { throw .unreadable("not by RSA") }
        guard rest.popFirst() == 8 else { throw .unreadable("not over SHA-256") }
        guard let hashedCount = OpenPGPPacket.number(2, &rest), rest.count >= hashedCount else {
            throw .unreadable("cut off")
        }
        hashed = body.prefix(6 + hashedCount)
        let own = try Self.subpackets(rest.prefix(hashedCount), isHashed: true)
        rest = rest.dropFirst(hashedCount)
        guard let otherCount = OpenPGPPacket.number(2, &rest), rest.count >= otherCount + 2 else {
            throw .unreadable("cut off")
        }
        let other = try Self.subpackets(rest.prefix(otherCount), isHashed: false)
        rest = rest.dropFirst(otherCount)
        check = rest.prefix(2)
        rest = rest.dropFirst(2)
        guard let value = OpenPGPPacket.integer(&rest), rest.isEmpty else { throw .unreadable("cut off") }
        self.value = value
        issuers = own + other
    }

    /// Which keys the subpackets name. What is critical and not known is an error, and so is anything but a name where the
    /// signature does not cover it.
    private static func subpackets(_ bytes: ArraySlice<UInt8>, isHashed: Bool) throws(SignatureFault) -> [String] {
        var rest = bytes
        var issuers: [String] = []
        while !rest.isEmpty {
            guard let length = OpenPGPPacket.newLength(&rest), length > 0, length <= rest.count else {
                throw .unreadable("malformed subpackets")
            }
            let body = rest.prefix(length)
            rest = rest.dropFirst(length)
            let type = body[body.startIndex] & (isHashed ? 0x7F : 0xFF)
            let data = body.dropFirst()
            switch type {
            case 16 where data.count == 8: issuers.append(data.map { OpenPGPKey.hex($0) }.joined())
            case 33 where data.first == 4 && data.count == 21:
                issuers.append(data.dropFirst().map { OpenPGPKey.hex($0) }.joined())
            default:
                let isKnown = [2, 3, 20, 28].contains(type)
                let isCritical = body[body.startIndex] & 0x80 != 0
                if !isHashed || isCritical && !isKnown { throw .unreadable("a subpacket of type \(type)") }
            }
        }
        return issuers
    }

    /// Whether a key made it.
    func isBy(_ key: OpenPGPKey) -> Bool { issuers.allSatisfy { key.fingerprint.hasSuffix($0) } }

    /// The signer for messages.
    var issuer: String { issuers.first.map { "key \($0)" } ?? "an unnamed key" }

    /// Whether it is a key's signature of a document.
    func isGood(_ document: [UInt8], _ key: OpenPGPKey) -> Bool {
        var hash = SHA256()
        hash.update(data: document)
        hash.update(data: trailer)
        let digest = hash.finalize()
        return digest.prefix(2).elementsEqual(check) && key.verifies(value, of: digest)
    }

    /// What is hashed after the document (section 5.2.4).
    private var trailer: [UInt8] {
        let count = hashed.count
        return Array(hashed) + [4, 0xFF] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * (3 - $0))) }
    }
}
