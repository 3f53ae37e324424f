import CSolv

extension SolverPool {
    /// The simple dependencies that a rich one is made of; a simple one itself.
    func parts(_ dependency: Id) -> [Id] {
        guard let relation = relation(dependency), relation.flags > 7 else { return [dependency] }
        return parts(relation.name) + parts(relation.evr)
    }

    /// The name in a simple dependency, without its version.
    func nameOfDependency(_ dependency: Id) -> String {
        var current = dependency
        while let relation = relation(current) { current = relation.name }
        return String(cString: pool_id2str(pool, current))
    }

    /// The parts of a relation; nil for a plain name.
    private func relation(_ id: Id) -> Reldep? {
        guard airgap_is_relation(id) != 0 else { return nil }
        return pool.pointee.rels[Int(UInt32(bitPattern: id) ^ 0x8000_0000)]
    }
}
