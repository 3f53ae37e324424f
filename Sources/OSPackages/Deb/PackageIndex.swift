import AirgapCore

/// All packages of a target's suites, in a few compact tables: about 30 MB for Debian's 66,000.
///
/// Fields stay bytes until somebody asks for them; relations are read only for packages that are visited.
final class PackageIndex {
    /// A package: its position in the order in which stanzas were read.
    struct ID: Hashable, Comparable {
        let value: UInt32

        static func < (left: ID, right: ID) -> Bool { left.value < right.value }
    }

    /// A package name, real or provided.
    struct NameID: Hashable {
        let value: UInt32
    }

    struct Entry {
        let name: UInt32
        /// Where the package stands in the arena: its digest, the lengths of its fields, then their bytes.
        let offset: UInt32
        /// Bytes of the package file.
        let size: Int64
        let repository: UInt16
        let priority: UInt8
        let traits: PackageTraits
    }

    private static let digestSize = 32
    private static let headerSize = digestSize + PackageField.allCases.count * 4

    let architecture: String
    let arena: ByteArena
    private(set) var names: NameTable
    private(set) var entries: [Entry] = []
    private(set) var packages = LinkedLists()
    private(set) var providers = LinkedLists()
    /// By repository; see `setPriority`.
    private var priorities: [UInt16: Int] = [:]
    private var hasAssumed = false

    /// The number of the repository that stands for what the site's machines have.
    static let assumed = UInt16.max

    /// - Parameter architecture: the only one besides `all` that is taken in.
    init(architecture: String) {
        self.architecture = architecture
        arena = ByteArena()
        names = NameTable(arena: arena)
    }

    /// Takes tables as they were.
    init(
        architecture: String, names: NameTable, arena: ByteArena, entries: [Entry], packages: LinkedLists,
        providers: LinkedLists
    ) {
        self.architecture = architecture
        self.names = names
        self.arena = arena
        self.entries = entries
        self.packages = packages
        self.providers = providers
    }

    /// How many packages there are.
    var count: Int { entries.count }

    /// Takes in one stanza; one of another architecture is left out.
    ///
    /// - Parameters:
    ///   - text: the stanza; its bytes are copied.
    ///   - repository: a number of the caller's, given back by `repository(of:)`.
    ///   - traits: what is known besides.
    /// - Throws: `PackageIndexError`.
    func add(_ text: UnsafeRawBufferPointer, repository: UInt16, traits: PackageTraits = []) throws(PackageIndexError) {
        let stanza = Stanza(text)
        guard stanza.traits.contains(.all) || stanza.architecture.elementsEqual(architecture.utf8) else { return }
        guard !stanza.name.isEmpty, !stanza[.version].isEmpty, !stanza[.filename].isEmpty, let size = stanza.byteCount,
            let digest = stanza.digestWords
        else { throw .incomplete(name: String(decoding: stanza.name, as: UTF8.self)) }
        let id = UInt32(entries.count)
        guard let name = names.number(of: stanza.name), let offset = store(stanza, digest) else { throw .tooLarge }
        entries.append(
            Entry(
                name: name, offset: offset, size: size, repository: repository,
                priority: stanza.priorityRank,
                traits: stanza.traits.union(traits)))
        if repository == Self.assumed { hasAssumed = true }
        packages.append(id, to: name)
        var isFull = false
        RelationParser.names(in: stanza[.provides]) { provided in
            guard let number = names.number(of: provided) else { return isFull = true }
            providers.append(id, to: number)
        }
        if isFull { throw .tooLarge }
    }

    private func store(_ stanza: Stanza, _ digest: SIMD4<UInt64>) -> UInt32? {
        let total = PackageField.allCases.reduce(Self.headerSize) { $0 + stanza[$1].count }
        guard let (offset, room) = arena.reserve(total) else { return nil }
        room.storeBytes(of: digest, as: SIMD4<UInt64>.self)
        var position = Self.headerSize
        for field in PackageField.allCases {
            let bytes = stanza[field]
            room.storeBytes(
                of: UInt32(bytes.count), toByteOffset: Self.digestSize + field.rawValue * 4, as: UInt32.self)
            UnsafeMutableRawBufferPointer(rebasing: room[position...]).copyMemory(from: bytes)
            position += bytes.count
        }
        return offset
    }

    /// The number of a name, or nil when no package has or provides it.
    func nameID(_ name: String) -> NameID? { names.find(name).map(NameID.init(value:)) }

    /// The packages of a name, in the order read.
    func packages(named name: NameID) -> [ID] { packages[name.value].map(ID.init(value:)) }

    /// The packages that provide a name, in the order read.
    func providers(of name: NameID) -> [ID] { providers[name.value].map(ID.init(value:)) }

    /// Every name that some package has, in the order read; made one by one.
    var realNames: some Sequence<String> {
        (0..<UInt32(names.count)).lazy.filter { [packages] in !packages.isEmpty($0) }
            .map { [names] in String(decoding: names.bytes(of: $0), as: UTF8.self) }
    }

    /// The bytes of a field; valid as long as the index lives.
    func bytes(_ field: PackageField, of package: ID) -> UnsafeRawBufferPointer {
        let offset = entries[Int(package.value)].offset
        var start = UInt32(Self.headerSize)
        let lengths = offset + UInt32(Self.digestSize)
        for earlier in 0..<field.rawValue { start += arena.number(at: lengths + UInt32(earlier) * 4) }
        let count = Int(arena.number(at: lengths + UInt32(field.rawValue) * 4))
        return arena.bytes(at: offset + start, count: count)
    }

    /// The text of a field; empty when it is absent.
    func text(_ field: PackageField, of package: ID) -> String {
        String(decoding: bytes(field, of: package), as: UTF8.self)
    }

    func nameID(of package: ID) -> NameID { NameID(value: entries[Int(package.value)].name) }

    func name(of package: ID) -> String {
        String(decoding: names.bytes(of: entries[Int(package.value)].name), as: UTF8.self)
    }

    /// Bytes of the package file.
    func size(of package: ID) -> Int64 { entries[Int(package.value)].size }

    /// What the package file's bytes hash to.
    func digest(of package: ID) throws(DigestError) -> Digest {
        let offset = entries[Int(package.value)].offset
        let words = arena.bytes(at: offset, count: Self.digestSize).loadUnaligned(as: SIMD4<UInt64>.self)
        let hex = (0..<64).map { Hex.digit(UInt8(truncatingIfNeeded: words[$0 / 16] >> (60 - 4 * ($0 % 16))) & 15) }
        return try Digest(hex: String(decoding: hex, as: UTF8.self))
    }

    func repository(of package: ID) -> UInt16 { entries[Int(package.value)].repository }

    /// Every package, in the order read.
    var all: [ID] { (0..<UInt32(entries.count)).map(ID.init(value:)) }

    /// What a listing of the site's machines brought in, in the order read.
    var assumed: [ID] {
        guard hasAssumed else { return [] }
        return all.filter(isAssumed)
    }

    /// Whether a package comes from a listing of the site's machines, not from a repository.
    func isAssumed(_ package: ID) -> Bool { repository(of: package) == Self.assumed }

    /// Sets what a repository's packages come before, whatever their version: 500 unless it is set, more wins
    /// (apt_preferences(5)).
    func setPriority(_ priority: Int, ofRepository repository: UInt16) { priorities[repository] = priority }

    /// The priority of a package's repository.
    func repositoryPriority(of package: ID) -> Int { priorities[repository(of: package)] ?? 500 }

    func traits(of package: ID) -> PackageTraits { entries[Int(package.value)].traits }

    /// 0 for `required` to 4 for `extra`.
    func priority(of package: ID) -> UInt8 { entries[Int(package.value)].priority }

    /// `all`, or the index's own.
    func architecture(of package: ID) -> String { traits(of: package).contains(.all) ? "all" : architecture }
}
