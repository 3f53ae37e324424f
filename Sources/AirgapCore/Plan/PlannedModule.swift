/// One module's line of a plan; sizes are bytes.
package struct PlannedModule: Codable, Equatable, Sendable {
    package let module: ModuleName
    package let summary: String
    /// Whether the lock file had it, and nobody was asked.
    package let isFromLock: Bool
    /// Packages, files, images.
    package let items: Int
    /// Different objects that the module puts into the bundle; one that an earlier module has too counts there.
    package private(set) var objects = 0
    /// Their size, as far as it is known.
    package private(set) var bytes: Int64 = 0
    /// What would be there twice without deduplication.
    package private(set) var sharedBytes: Int64 = 0
    /// What their compressed size will be about.
    package private(set) var packedBytes: Int64 = 0
    /// How many objects have a size that nobody told.
    package private(set) var unknownSizes = 0
    /// How many objects must be fetched.
    package private(set) var objectsToFetch = 0
    /// Bytes to fetch, as far as sizes are known.
    package private(set) var bytesToFetch: Int64 = 0
    /// Bytes of what would have to be fetched, but is in the cache.
    package private(set) var cachedBytes: Int64 = 0

    init(_ module: any AnyResolvedModule) {
        self.module = module.name
        summary = module.summary
        isFromLock = module.isFromLock
        items = module.inventory.count
    }

    /// Counts an object of the bundle.
    mutating func count(_ object: PlannedObject, isNew: Bool, size: Int64?) {
        guard isNew else {
            sharedBytes += size ?? 0
            return
        }
        objects += 1
        guard let size else {
            unknownSizes += 1
            return
        }
        bytes += size
        // Bare binaries and texts become about 45 % with the packer's level.
        packedBytes += object.isCompressible ? size / 20 * 9 : size
    }

    /// Counts an object to fetch.
    mutating func countFetch(cached: Int64?, hint: Int64?) {
        if let cached {
            cachedBytes += cached
        } else {
            objectsToFetch += 1
            bytesToFetch += hint ?? 0
        }
    }
}
