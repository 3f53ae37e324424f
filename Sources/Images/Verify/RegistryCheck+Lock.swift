import AirgapCore

extension RegistryCheck {
    /// Reads what the lock says; without it nothing is expected.
    mutating func readLock() {
        guard let section = facts.lockedSection else { return }
        do {
            expected = try LockedExpectation(try JSONCoding.decode(LockedImages.self, from: section))
        } catch {
            findings.append(Finding(BundleLayout.lock, "the images section is unusable: \(error)"))
            isLockUsable = false
        }
    }

    /// Every locked image must be there, and no other; and bundle.json must say what is left out.
    mutating func checkLock() {
        guard isLockUsable else { return }
        var listed: Set<RegistryPath> = []
        for (tag, digest, name) in expected.tags where listed.insert(tag).inserted {
            guard has(tag) else {
                findings.append(Finding(BundleLayout.lock, "the image \(name) is missing"))
                continue
            }
            if let found = inventory.links[tag], found != digest {
                findings.append(Finding(BundleLayout.lock, "\(name) must be \(digest), but is \(found)"))
            }
        }
        for tag in tags where !listed.contains(.tagLink(tag.repository, tag.tag)) {
            find(tag.path, "\(tag.repository):\(tag.tag) is not in \(BundleLayout.lock)")
        }
        checkAbsences()
    }

    private mutating func checkAbsences() {
        for absence in Set(facts.absences).symmetricDifference(expected.absences).sorted() {
            let isDeclared = facts.absences.contains(absence)
            let (there, elsewhere) =
                isDeclared ? (BundleLayout.manifest, BundleLayout.lock) : (BundleLayout.lock, BundleLayout.manifest)
            let text = "\(Quoted(absence.item)) of \(Quoted(absence.of)) is left out on purpose, says \(there)"
            findings.append(Finding(elsewhere, text + ", but \(elsewhere) does not"))
        }
        for path in expected.absent where meanings.contains(path) {
            switch path {
            case .revisionLink(let repository, let digest):
                findings.append(
                    Finding(BundleLayout.manifest, "\(digest) of \(repository) is said to be absent, but is here"))
            default: break
            }
        }
    }
}
