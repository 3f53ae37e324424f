import AirgapCore

extension LockedTarget {
    /// Where a package can be had: as locked, then from the mirrors of its repository.
    func sources(of url: RemoteURL) -> [RemoteURL] {
        let text = url.description
        for repository in repositories {
            var base = repository.url.description
            if !base.hasSuffix("/") { base += "/" }
            guard let mirrors = repository.mirrors, text.hasPrefix(base) else { continue }
            let path = String(text.dropFirst(base.count))
            return [url] + mirrors.compactMap { try? $0.appending(path) }
        }
        return [url]
    }
}
