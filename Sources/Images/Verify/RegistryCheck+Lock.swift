import AirgapCore

extension RegistryCheck {
    /// Every locked image must be there, and no other.
    mutating func checkLock() {
        let tags = self.tags
        guard let section = facts.lockedSection else {
            for tag in tags { find(tag.path, "\(tag.repository):\(tag.tag) is not in \(BundleLayout.lock)") }
            return
        }
        let locked: LockedImages
        do {
            locked = try JSONCoding.decode(LockedImages.self, from: section)
        } catch {
            findings.append(Finding(BundleLayout.lock, "the images section is unusable: \(error)"))
            return
        }
        var listed: Set<RegistryPath> = []
        for image in locked.images {
            let tag = RegistryPath.tagLink(image.repository, image.tag)
            listed.insert(tag)
            guard has(tag) else {
                findings.append(Finding(BundleLayout.lock, "the image \(image.destination) is missing"))
                continue
            }
            if let found = inventory.links[tag], found != image.manifest.digest {
                let text = "\(image.destination) must be \(image.manifest.digest), but is \(found)"
                findings.append(Finding(BundleLayout.lock, text))
            }
        }
        for image in locked.local?.stored ?? [] {
            let tag = RegistryPath.tagLink(image.repository, image.tag)
            listed.insert(tag)
            guard has(tag) else {
                findings.append(Finding(BundleLayout.lock, "the image \(image.destination) is missing"))
                continue
            }
            if let found = inventory.links[tag], found != image.content.top.digest {
                let text = "\(image.destination) must be \(image.content.top.digest), but is \(found)"
                findings.append(Finding(BundleLayout.lock, text))
            }
        }
        for tag in tags where !listed.contains(.tagLink(tag.repository, tag.tag)) {
            find(tag.path, "\(tag.repository):\(tag.tag) is not in \(BundleLayout.lock)")
        }
    }
}
