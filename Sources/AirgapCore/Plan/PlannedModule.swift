/// One module's line of a plan; sizes are bytes.
package struct PlannedModule: Codable, Equatable, Sendable {
    package let module: ModuleName
    package let summary: String
    /// Different objects that the module needs.
    package private(set) var objects = 0
    /// Their size, as far as it is known.
    package private(set) var bytes: Int64 = 0
    /// How many of them are in the cache.
    package private(set) var cachedObjects = 0
    package private(set) var cachedBytes: Int64 = 0
    /// How many have a size that nobody told.
    package private(set) var unknownSizes = 0

    init(module: ModuleName, summary: String) {
        self.module = module
        self.summary = summary
    }

    /// Bytes still to be fetched, as far as sizes are known.
    package var bytesToFetch: Int64 { bytes - cachedBytes }

    mutating func count(_ item: FetchItem, store: ContentStore) throws {
        objects += 1
        let cached = try store.sizeIfPresent(item.digest)
        if let cached, item.size == nil || item.size == cached {
            cachedObjects += 1
            cachedBytes += cached
            bytes += cached
        } else if let size = item.sizeHint {
            bytes += size
        } else {
            unknownSizes += 1
        }
    }
}
