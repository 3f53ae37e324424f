import AirgapCore
import Images

/// What a path below `/v2/` asks for (OCI distribution specification 1.1, "Endpoints"); a name may have any number of
/// parts, so the path is read from its end.
enum RegistryRequest: Equatable, Sendable {
    /// end-1.
    case version
    case catalog
    /// end-3.
    case manifest(name: String, reference: String)
    /// end-2.
    case blob(name: String, digest: String)
    /// end-8.
    case tags(name: String)
    /// end-12.
    case referrers(name: String, digest: String)
    /// Where blobs are uploaded to: end-4 and the others.
    case upload
    /// Nothing that the specification knows.
    case unknown

    /// - Parameter parts: the path's parts behind `v2`.
    init(_ parts: ArraySlice<String>) {
        let name = parts.dropLast(2).joined(separator: "/")
        let tail = Array(parts.suffix(2))
        switch (tail.first, tail.last) {
        case _ where parts.isEmpty: self = .version
        case ("_catalog", _) where parts.count == 1: self = .catalog
        case _ where parts.contains("uploads"): self = .upload
        case _ where parts.count < 3: self = .unknown
        case ("manifests", .some(let reference)): self = .manifest(name: name, reference: reference)
        case ("blobs", .some(let digest)): self = .blob(name: name, digest: digest)
        case ("tags", "list"): self = .tags(name: name)
        case ("referrers", .some(let digest)): self = .referrers(name: name, digest: digest)
        default: self = .unknown
        }
    }
}
