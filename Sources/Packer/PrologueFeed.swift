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
        let tar = try TarStream()
        for (path, bytes) in members {
            let size = Int64(bytes.count)
            let header = try tar.begin(
                "\(parts.manifest.bundleName)/\(path)", size: size, time: parts.manifest.created, isExecutable: false)
            if GzipFrame.beginsMember(header: header.count, size: size, room: ring.free.count) { ring.cut() }
            ring.take(header)
            try bytes.withUnsafeBytes { try tar.write($0) { ring.take($0) } }
            ring.take(try tar.end())
        }
        ring.cut()
        belt.endReading()
        return members.map { Int64($0.bytes.count) }
    }
}
