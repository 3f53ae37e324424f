import AirgapCore
import CSolv

/// Proves that what was asked for installs from one produced apt repository alone.
struct DebProof {
    private let index: PackageIndex
    private let assumed: [PackageIndex.ID]

    /// Proves the requests of a target.
    ///
    /// - Parameters:
    ///   - target: what was asked for, and what its machines have.
    ///   - packages: the produced Packages file.
    ///   - architecture: the bundle's.
    /// - Returns: what was proved.
    /// - Throws: `PackageIndexError`.
    static func prove(
        _ target: LockedTarget, packages: [UInt8], architecture: Architecture
    ) throws -> InstallabilityProof {
        try DebProof(packages, architecture, target).proof(of: target)
    }

    private init(_ packages: [UInt8], _ architecture: Architecture, _ target: LockedTarget) throws {
        index = PackageIndex(architecture: architecture.debian)
        var rest = packages[...]
        try StanzaReader.read { buffer in
            let piece = rest.prefix(buffer.count)
            rest = rest.dropFirst(piece.count)
            buffer.copyBytes(from: piece)
            return piece.count
        } take: { [index] text in
            try index.add(text, repository: 0)
        }
        try AssumedPackages(index: index).add(SiteListing(target.base?.assumed ?? []))
        assumed = index.assumed
    }

    private func proof(of target: LockedTarget) -> InstallabilityProof {
        let available = index.all.filter { !index.isAssumed($0) }
        let pool = DebPool(index, available: available, installed: assumed)
        let requests = (target.requested + (target.base?.included ?? [])).map { text in
            SolverRequest(text: text, packages: packages(for: text).compactMap(pool.solvable))
        }
        return InstallabilityProof(requests, in: pool.pool)
    }

    private func packages(for text: String) -> [PackageIndex.ID] {
        guard let request = try? PackageRequest(text), let name = index.nameID(request.name) else { return [] }
        let real = index.packages(named: name)
        if real.isEmpty { return index.providers(of: name) }
        guard let pin = request.pin else { return real }
        return real.filter { pin.matches(index.text(.version, of: $0)) }
    }
}
