import AirgapCore
import Images

/// The registry tree of a bundle: which tags there are, and what each needs. Links are known by their digests, so only
/// manifests are read.
struct ImageTree {
    /// Indexes inside indexes.
    static let depthLimit = 8

    let source: any PushSource
    private var blobs: [Digest: Int] = [:]
    /// What repositories say that they have: layers and manifests.
    private var links: Set<RegistryPath> = []
    private var revisions: [RepositoryName: [Digest: Digest]] = [:]
    private var tags: [(repository: RepositoryName, tag: ImageTag, link: Digest)] = []
    private var documents: [Digest: ManifestDocument] = [:]

    init(_ source: any PushSource) {
        self.source = source
        for (number, entry) in source.contents.entries.enumerated() {
            guard let meaning = RegistryPath(entry.path) else { continue }
            switch meaning {
            case .blob(let digest): if entry.digest == digest { blobs[digest] = number }
            case .layerLink: links.insert(meaning)
            case .revisionLink(let repository, let digest):
                links.insert(meaning)
                let link = Digest(of: RegistryLayout.linkContent(digest))
                if entry.digest == link { revisions[repository, default: [:]][link] = digest }
            case .tagLink(let repository, let tag): tags.append((repository, tag, entry.digest))
            case .tagIndexLink: break
            }
        }
    }

    /// How many tags the bundle has.
    var tagCount: Int { tags.count }

    /// The images that are asked for, with what refers to them, in the order of their names.
    ///
    /// - Parameter patterns: none means all.
    /// - Returns: images first, then what refers to images.
    /// - Throws: `FailureList` of everything that is wrong with the tree, `BundleReadError`, `FileError`.
    mutating func images(_ patterns: [NamePattern]) throws -> [PushImage] {
        var found: [PushImage] = []
        var failures: [any ExplainedError] = []
        for (repository, tag, link) in tags {
            do {
                guard let top = revisions[repository]?[link] else {
                    throw PushError.incomplete("the tag points to no manifest that is there")
                }
                found.append(try image(repository, tag, top))
            } catch let error as any ExplainedError {
                failures.append(StageError(stage: "push", item: "\(repository):\(tag)", cause: error))
            }
        }
        try FailureList.throwIfAny(failures)
        return Self.select(found, patterns).sorted {
            ($0.subject == nil ? 0 : 1, $0.name) < ($1.subject == nil ? 0 : 1, $1.name)
        }
    }

    /// What refers to an image that is asked for comes along.
    private static func select(_ images: [PushImage], _ patterns: [NamePattern]) -> [PushImage] {
        guard !patterns.isEmpty else { return images }
        var (chosen, rest) = (images, images)
        chosen.removeAll { image in !patterns.contains { $0.matches(image.repository, image.tag) } }
        rest.removeAll { image in patterns.contains { $0.matches(image.repository, image.tag) } }
        while true {
            let known = Set(
                chosen.flatMap { image in image.manifests.map { [image.repository.description, $0.digest.hex] } })
            let more = rest.filter { image in
                image.subject.map { known.contains([image.repository.description, $0.hex]) } ?? false
            }
            if more.isEmpty { return chosen }
            chosen += more
            let names = Set(more.map(\.name))
            rest.removeAll { names.contains($0.name) }
        }
    }

    private mutating func image(_ repository: RepositoryName, _ tag: ImageTag, _ top: Digest) throws -> PushImage {
        var walk = TreeWalk()
        try visit(top, in: repository, depth: 0, &walk)
        let chosen = try walk.isSparse ? substitute(for: top, in: walk, depth: 0) : nil
        return PushImage(
            repository: repository, tag: tag, manifests: walk.manifests, isSparse: walk.isSparse,
            substitute: chosen.flatMap { digest in walk.manifests.first { $0.digest == digest } }, top: top)
    }

    /// What a walk from a tag has found so far.
    private struct TreeWalk {
        var seen: Set<Digest> = []
        var manifests: [PushManifest] = []
        var isSparse = false
    }

    private mutating func visit(
        _ digest: Digest, in repository: RepositoryName, depth: Int, _ walk: inout TreeWalk
    ) throws {
        guard walk.seen.insert(digest).inserted else { return }
        guard depth < Self.depthLimit else { throw ImageError.tooNested }
        guard let entry = blobs[digest] else { throw PushError.incomplete("the manifest \(digest) is missing") }
        let document = try document(digest, entry)
        var needed: [PushBlob] = []
        switch document {
        case .image(let image): needed = try blobs(of: image, in: repository)
        case .index(let index):
            for child in index.entries.map(\.descriptor.digest) {
                if links.contains(.revisionLink(repository, child)) {
                    try visit(child, in: repository, depth: depth + 1, &walk)
                } else {
                    walk.isSparse = true
                }
            }
        }
        walk.manifests.append(
            PushManifest(digest: digest, mediaType: document.mediaType, entry: entry, blobs: needed))
    }

    private mutating func document(_ digest: Digest, _ entry: Int) throws -> ManifestDocument {
        if let known = documents[digest] { return known }
        let document = try ManifestDocument(parsing: source.read(entry, limit: ManifestDocument.sizeLimit))
        documents[digest] = document
        return document
    }

    private func blobs(of image: ImageManifest, in repository: RepositoryName) throws -> [PushBlob] {
        var found: [PushBlob] = []
        for descriptor in image.blobs {
            let digest = descriptor.digest
            guard let entry = blobs[digest], links.contains(.layerLink(repository, digest)) else {
                if descriptor.isForeign { continue }
                throw PushError.incomplete("the blob \(digest) is missing")
            }
            let size = try source.size(of: entry)
            guard size == descriptor.size else {
                throw PushError.incomplete("the blob \(digest) must have \(descriptor.size) bytes, but has \(size)")
            }
            found.append(PushBlob(digest: digest, size: size, entry: entry))
        }
        return found
    }

    /// The image that a client of the bundle's architecture would take out of an index.
    private func substitute(for digest: Digest, in walk: TreeWalk, depth: Int) throws -> Digest? {
        guard depth < Self.depthLimit, case .index(let index) = documents[digest] else { return digest }
        for entry in index.candidates(for: source.contents.manifest.architecture) {
            guard walk.seen.contains(entry.descriptor.digest) else { continue }
            if let found = try substitute(for: entry.descriptor.digest, in: walk, depth: depth + 1) { return found }
        }
        return nil
    }
}
