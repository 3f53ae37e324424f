import CSolv

extension RPMPool {
    /// What numbers of a primary.xml's texts mean in the pool.
    struct Numbers {
        /// What rpm itself can do is no matter of packages.
        private static let ignored: Id = -1

        private var texts: [UInt8] = []
        private var starts: [Int] = []
        private var ids: [Id] = []
        private var names: [Id] = []
        private var versions: [NumberedVersion: Id] = [:]
        private var last: (version: NumberedVersion, id: Id)?

        /// Takes in the texts of a batch.
        mutating func add(_ batch: PrimaryBatch) {
            if batch.startsOver { self = Numbers() }
            var start = texts.count
            texts.append(contentsOf: batch.texts)
            for (offset, byte) in batch.texts.enumerated() where byte == 0 {
                starts.append(start)
                start = texts.count - batch.texts.count + offset + 1
            }
            ids.append(contentsOf: repeatElement(0, count: starts.count - ids.count))
            names.append(contentsOf: repeatElement(0, count: starts.count - names.count))
        }

        private func withText<Result>(_ number: Int32, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
            texts.withUnsafeBytes { all in
                body(all.baseAddress.map { ($0 + starts[Int(number)]).assumingMemoryBound(to: CChar.self) })
            }
        }

        private func string(_ number: Int32) -> String { withText(number) { $0.map { String(cString: $0) } ?? "" } }

        /// The pool's own number of a text.
        mutating func id(_ number: Int32, _ pool: SolverPool) -> Id {
            let known = ids[Int(number)]
            if known != 0 { return known }
            let id = withText(number) { pool_str2id(pool.pool, $0, 1) }
            ids[Int(number)] = id
            return id
        }

        /// What a relation's name is in the pool; nil for one that says nothing about packages.
        mutating func name(_ number: Int32, _ pool: RPMPool) -> Id? {
            let known = names[Int(number)]
            if known != 0 { return known == Self.ignored ? nil : known }
            let text = string(number)
            let id: Id
            if text.utf8.starts(with: "rpmlib(".utf8) {
                id = Self.ignored
            } else if text.utf8.first == UInt8(ascii: "("), let rich = RichDependency(text) {
                id = pool.dependency(rich)
            } else {
                id = self.id(number, pool.pool)
            }
            names[Int(number)] = id
            return id == Self.ignored ? nil : id
        }

        /// The number of a version; most relations of a package name its own.
        mutating func id(_ version: NumberedVersion, _ pool: SolverPool) -> Id {
            if let last, last.version == version { return last.id }
            let id =
                versions[version]
                ?? pool.id(
                    RPMVersion(
                        epoch: version.epoch, version: string(version.version),
                        release: version.release.map(string)
                    ).description)
            versions[version] = id
            last = (version, id)
            return id
        }
    }

    /// Adds the packages of a batch.
    func add(_ batch: consuming PrimaryBatch, _ numbers: inout Numbers, to repository: SolverPool.Repository) {
        numbers.add(batch)
        var relations = batch.relations[...]
        var file = 0
        for package in batch.packages {
            let id = pool.add(
                name: numbers.id(package.name, pool), version: numbers.id(package.version, pool),
                architecture: numbers.id(package.architecture, pool), to: repository)
            for relation in relations.prefix(package.relationCount) {
                add(relation, &numbers, to: id, repository)
            }
            relations = relations.dropFirst(package.relationCount)
            let data = repo_last_repodata(repository.pointer)
            let end = file + package.fileBytes
            batch.files.withUnsafeMutableBufferPointer { Self.addFiles($0, file..<end, to: id, data) }
            file = end
            store(package.source, of: id, data)
        }
    }

    private func add(
        _ relation: RelationEntry, _ numbers: inout Numbers, to package: Id, _ repository: SolverPool.Repository
    ) {
        guard var id = numbers.name(relation.name, self) else { return }
        if let comparison = relation.comparison {
            id = pool.relation(id, Self.comparison(comparison), numbers.id(relation.version, pool))
        }
        pool.add(id, to: Self.fields[Int(relation.list)], of: package, in: repository)
    }

    /// In the order of `PackageDraft`'s lists.
    private static let fields: [SolverPool.Field] = [
        .provides, .requires, .conflicts, .obsoletes, .recommends, .suggests, .supplements, .enhances,
    ]

    private static func addFiles(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, _ range: Range<Int>, to package: Id,
        _ data: UnsafeMutablePointer<Repodata>?
    ) {
        var start = range.lowerBound
        while start < range.upperBound, let end = bytes[start..<range.upperBound].firstIndex(of: 0) {
            add(UnsafeMutableBufferPointer(rebasing: bytes[start...end]), to: package, data)
            start = end + 1
        }
    }
}
