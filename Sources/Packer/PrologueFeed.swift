import AirgapCore

/// Puts a bundle's first members, as they are with a signature, into slots.
actor PrologueFeed: PackSource {
    private let thread = OwnThread("pack.read")
    private let parts: BundleParts
    private let members: [(path: String, bytes: [UInt8])]

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(_ parts: BundleParts, signature: [UInt8]) {
        self.parts = parts
        members = parts.prologue(signature: signature).map { (path: $0, bytes: $1) }
    }

    func run(_ belt: PackBelt) throws -> [Int64] {
        let ring = try PackRing(belt)
        for (path, bytes) in members {
            let size = Int64(bytes.count)
            let header = parts.header(path, size: size)
            if GzipFrame.beginsMember(header: header.count, size: size, room: ring.free.count) { ring.cut() }
            ring.take(header)
            ring.take(bytes)
            ring.take([UInt8](repeating: 0, count: CanonicalHeader.padding(after: size)))
        }
        ring.cut()
        belt.endReading()
        return members.map { Int64($0.bytes.count) }
    }
}
