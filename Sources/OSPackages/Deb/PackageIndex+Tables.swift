extension PackageIndex {
    /// The bytes of all tables but the arena's, in the order in which `init(architecture:tables:arena:)` takes them.
    func withTables(_ body: ([UnsafeRawBufferPointer]) throws -> Void) rethrows {
        try entries.withUnsafeBytes { entries in
            try names.places.withUnsafeBytes { places in
                try packages.withTables { packages in
                    try providers.withTables { try body([entries, places] + packages + $0) }
                }
            }
        }
    }

    /// Takes tables out of a snapshot, whose digest was checked.
    convenience init?(architecture: String, tables: [UnsafeRawBufferPointer], arena: ByteArena) {
        guard tables.count == 8 else { return nil }
        self.init(
            architecture: architecture, names: NameTable(arena: arena, places: Self.array(tables[1])), arena: arena,
            entries: Self.array(tables[0]), packages: LinkedLists(tables[2...4]), providers: LinkedLists(tables[5...7]))
    }

    static func array<Element: BitwiseCopyable>(_ bytes: UnsafeRawBufferPointer) -> [Element] {
        let stride = MemoryLayout<Element>.stride
        return (0..<(bytes.count / stride)).map { bytes.loadUnaligned(fromByteOffset: $0 * stride, as: Element.self) }
    }
}

extension LinkedLists {
    fileprivate func withTables(_ body: ([UnsafeRawBufferPointer]) throws -> Void) rethrows {
        try links.withUnsafeBytes { links in
            try heads.withUnsafeBytes { heads in
                try tails.withUnsafeBytes { try body([links, heads, $0]) }
            }
        }
    }

    fileprivate init(_ tables: ArraySlice<UnsafeRawBufferPointer>) {
        let first = tables.startIndex
        self.init(
            links: PackageIndex.array(tables[first]), heads: PackageIndex.array(tables[first + 1]),
            tails: PackageIndex.array(tables[first + 2]))
    }
}
