import AirgapCore

/// Turns listed names into requests, each destination once.
struct ImageRequestReader {
    /// Nil when the key is faulty, which has been reported.
    let source: ImageSource?
    /// Nil when there is none, which has been reported where one is needed.
    let origin: ImageOrigin?

    /// - Returns: the requests that could be made; all others are faults.
    func requests(for listed: [ListedImage]) -> [ImageRequest] {
        var found: [ImageName: ImageRequest] = [:]
        for image in listed {
            do {
                guard let request = try request(for: image) else { continue }
                let destination = ImageName(repository: request.repository, tag: request.tag)
                guard let merged = Self.merge(request, found[destination]) else {
                    let other = found[destination].map { "\($0.source)" } ?? ""
                    image.fault("two sources for \(request.destination): \(other) and \(request.source)")
                    continue
                }
                found[destination] = merged
            } catch {
                image.fault("\(error)")
            }
        }
        return found.values.sorted()
    }

    private func request(for image: ListedImage) throws(ImageReferenceError) -> ImageRequest? {
        let name: ImageName
        do {
            name = try ImageName(image.text)
        } catch .badRepository {
            return try requestOfWorld(image)
        }
        guard name.tag != nil || name.digest != nil else { throw .noTagOrDigest(image.text) }
        guard let source else { return nil }
        if let reference = try source.reference(to: name) { return try ImageRequest(name, from: reference) }
        guard let origin else { return nil }
        if let reference = origin.source(of: name) { return try ImageRequest(name, from: reference) }
        if let mapped = try mapped(image) { return mapped }
        let near = NearestName.matches(for: name.repository.description, among: origin.repositories).first
        image.fault("no source is mapped to \(name)" + (near.map { "; did you mean '\($0)'?" } ?? ""))
        return nil
    }

    /// `host:5000/name:tag` can be no name of the site's.
    private func requestOfWorld(_ image: ListedImage) throws(ImageReferenceError) -> ImageRequest? {
        if let mapped = try mapped(image) { return mapped }
        let upstream = try ImageReference(image.text)
        guard upstream.registry.port != nil else { throw .badRepository(image.text) }
        image.fault(
            "\(Quoted(image.text)) names a registry: images are listed by their names at the site, such as \(upstream.name),"
                + " and images_origin.yaml or 'source' says where they come from")
        return nil
    }

    /// kubespray's own lists have the names of the world.
    private func mapped(_ image: ListedImage) throws(ImageReferenceError) -> ImageRequest? {
        guard let upstream = try? ImageReference(image.text), let destination = origin?.destination(of: upstream) else {
            return nil
        }
        return try ImageRequest(destination, from: upstream)
    }

    /// The same image listed twice is one; a digest that only one of them states holds for both.
    private static func merge(_ new: ImageRequest, _ present: ImageRequest?) -> ImageRequest? {
        guard let present, present != new else { return new }
        let first = present.source
        let second = new.source
        guard first.with(tag: first.tag, digest: nil) == second.with(tag: second.tag, digest: nil) else { return nil }
        if first.digest == nil { return new }
        return second.digest == nil ? present : nil
    }
}
