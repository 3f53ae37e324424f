/// Where each member of an indexed bundle stands: the archive's layout as it must be when the index tells the truth.
package struct BundleMap: Sendable {
    /// A run of gzip members that begins and ends with whole members of the archive: it can be read alone.
    struct Unit: Sendable {
        /// Of the index.
        var chunks: Range<Int>
        /// Of the contents.
        var entries: Range<Int>
        /// Where the first gzip member begins in the file.
        var offset: Int64
        /// Bytes of its gzip members.
        var compressed: Int64
        /// Whether the archive's end is in it.
        var isLast = false
    }

    package let contents: BundleContents
    let index: BundleIndex
    let units: [Unit]

    /// Bytes of a member.
    package func size(_ entry: Int) -> Int64 { index.sizes[entry] }

    /// Bytes of a member with its header and padding.
    func length(_ entry: Int) -> Int64 {
        let size = index.sizes[entry]
        let header = contents.header(of: contents.entries[entry], size: size).count
        return Int64(header) + size + Int64(CanonicalHeader.padding(after: size))
    }

    /// - Throws: `StreamFault` when the index does not fit the lists, or its members do not tile the archive.
    init(_ contents: BundleContents, _ index: BundleIndex) throws(StreamFault) {
        func fault(_ reason: String) -> StreamFault { StreamFault(offset: nil, reason: reason) }
        guard index.sizes.count == contents.entries.count else {
            throw fault("the index has \(index.sizes.count) files, SHA256SUMS \(contents.entries.count)")
        }
        let bytes = index.sizes.dropFirst(contents.prologue).reduce(UInt64(0)) { $0 &+ UInt64($1) }
        guard bytes == UInt64(contents.manifest.bytes) else {
            throw fault("bundle.json declares \(contents.manifest.bytes) bytes, the index has \(bytes)")
        }
        self.contents = contents
        self.index = index
        var cutter = UnitCutter(index)
        for (number, entry) in contents.entries.enumerated() {
            let size = index.sizes[number]
            let header = contents.header(of: entry, size: size).count
            try cutter.add(Int64(header) + size + Int64(CanonicalHeader.padding(after: size)))
        }
        units = try cutter.finish()
    }

    /// The unit that a member stands in.
    func unit(of entry: Int) -> Unit? {
        var low = 0
        var high = units.count
        while low < high {
            let middle = (low + high) / 2
            if units[middle].entries.upperBound <= entry { low = middle + 1 } else { high = middle }
        }
        return low < units.count && units[low].entries.contains(entry) ? units[low] : nil
    }
}
