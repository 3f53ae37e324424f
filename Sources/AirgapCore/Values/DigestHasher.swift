import Crypto

/// Hashes and counts bytes while they pass by.
package struct DigestHasher: Sendable {
    private var hash = SHA256()
    /// How many bytes have passed.
    package private(set) var byteCount: Int64 = 0

    package init() {}

    /// Takes the next bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bufferPointer: bytes)
        byteCount += Int64(bytes.count)
    }

    /// Takes the next bytes.
    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The digest of all bytes so far; the hasher can go on afterwards.
    package func digest() -> Digest {
        Digest(hash.finalize())
    }
}
