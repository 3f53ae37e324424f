import AirgapCore

/// The structure of a registry's storage: every link leads to what it promises, and nothing stands there without need.
struct RegistryCheck {
    let inventory: RegistryInventory
    let facts: BundleFacts
    /// What is there, in path order, by what it stands for.
    private var present: [(path: RelativePath, meaning: RegistryPath)] = []
    private(set) var meanings: Set<RegistryPath> = []
    private var sizes: [Digest: Int64] = [:]
    /// Blobs and `_layers` links that a manifest needs, and revisions that a tag or an index leads to.
    var needed: Set<RegistryPath> = []
    var findings: [Finding] = []
    /// What airgap.lock says.
    var expected = LockedExpectation()
    var isLockUsable = true

    init(inventory: RegistryInventory, facts: BundleFacts) {
        self.inventory = inventory
        self.facts = facts
    }

    mutating func run() -> [Finding] {
        takeMembers()
        readLock()
        for (path, meaning) in present {
            switch meaning {
            case .blob, .layerLink: break
            case .revisionLink(let repository, let digest): checkRevision(digest, in: repository, at: path)
            case .tagLink(let repository, let tag): checkTag(tag, in: repository, at: path)
            case .tagIndexLink(let repository, let tag, let digest):
                if inventory.links[.tagLink(repository, tag)] != digest {
                    find(path, "the tag \(repository):\(tag) does not point to \(digest)")
                }
            }
        }
        checkNeed()
        checkLock()
        return findings
    }

    /// Sorts the members out: blobs with wrong bytes, links that point elsewhere than their path says, strays.
    private mutating func takeMembers() {
        for (path, fact) in facts.members.sorted(by: { $0.key < $1.key })
        where ImagesModule.owns(path) && !ArchivesCheck.isArchive(path) {
            guard let meaning = RegistryPath(path) else {
                find(path, "no file of a registry's storage has this name")
                continue
            }
            present.append((path, meaning))
            meanings.insert(meaning)
            switch meaning {
            case .blob(let digest):
                sizes[digest] = fact.size
                if fact.digest != digest { find(path, "the blob's bytes have the digest \(fact.digest)") }
            case .layerLink(_, let digest), .revisionLink(_, let digest), .tagIndexLink(_, _, let digest):
                if let target = inventory.links[meaning], target != digest {
                    find(path, "the link points to \(target)")
                }
            case .tagLink: break
            }
        }
    }

    private mutating func checkTag(_ tag: ImageTag, in repository: RepositoryName, at path: RelativePath) {
        guard let digest = inventory.links[.tagLink(repository, tag)] else { return }
        needed.insert(.revisionLink(repository, digest))
        if !has(.revisionLink(repository, digest)) { find(path, "\(repository) has no revision \(digest)") }
        if !has(.tagIndexLink(repository, tag, digest)) { find(path, "the tag's index does not have \(digest)") }
    }

    /// Whatever no manifest, tag or index leads to is garbage that somebody put there.
    private mutating func checkNeed() {
        for (path, meaning) in present where !needed.contains(meaning) {
            switch meaning {
            case .blob: find(path, "no manifest needs this blob")
            case .layerLink: find(path, "no manifest of the repository needs this link")
            case .revisionLink: find(path, "no tag leads to this manifest")
            case .tagLink, .tagIndexLink: break
            }
        }
    }

    /// Whether a member with this meaning is there.
    func has(_ meaning: RegistryPath) -> Bool { meanings.contains(meaning) }

    /// The size of a blob in bytes; nil when it is not there.
    func size(of digest: Digest) -> Int64? { sizes[digest] }

    /// Every tag that is there, in path order.
    var tags: [(path: RelativePath, repository: RepositoryName, tag: ImageTag)] {
        present.compactMap { path, meaning in
            guard case .tagLink(let repository, let tag) = meaning else { return nil }
            return (path, repository, tag)
        }
    }

    mutating func find(_ path: RelativePath, _ problem: String) { findings.append(Finding(path, problem)) }
}
