package import AirgapCore
package import SystemPackage

/// A bundle as it was carried: one file, which nothing is unpacked from; the index says where each member is.
package struct PackedBundle: BundleSource {
    private let reader: BundleReader
    private let places: BundleMembers
    private let cache: ChunkCache
    package let members: [ServedMember]

    package var manifest: BundleManifest { reader.contents.manifest }
    package var signature: SignatureState { reader.signature }

    /// Opens a packed bundle.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - trust: what it must show.
    /// - Throws: `BundleReadError`, `SignatureFault`, `OlderGeneration`, `FileError`.
    package init(_ path: FilePath, trust: BundleTrust) throws {
        reader = try BundleReader(path, trust: trust)
        places = try BundleMembers(reader)
        cache = ChunkCache(places)
        members = reader.members.enumerated().map { number, member in
            ServedMember(
                number: number, path: member.path.description, digest: member.digest, size: member.size ?? 0)
        }
    }

    package func open(_ number: Int) throws -> any OpenedMember {
        PackedMember(members[number], places, cache)
    }
}
