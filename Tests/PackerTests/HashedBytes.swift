import AirgapCore
import Synchronization

/// A sink that hashes.
final class HashedBytes: Sendable {
    private let hasher = Mutex(DigestHasher())

    func take(_ bytes: UnsafeRawBufferPointer) { hasher.withLock { $0.update(bytes) } }

    var digest: Digest { hasher.withLock { $0.digest() } }
}
