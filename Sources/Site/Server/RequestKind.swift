/// What a request is about, for the log and the counters.
enum RequestKind: String, CaseIterable, Sendable {
    case file, manifest, blob, registry, page, status, refused

    /// - Parameter target: nil for one that cannot be read.
    init(_ target: RequestTarget?) {
        guard let target else {
            self = .refused
            return
        }
        switch target.parts.first {
        case nil: self = .page
        case "healthz" where target.parts.count == 1, "metrics" where target.parts.count == 1: self = .status
        case "v2":
            self =
                switch RegistryRequest(target.parts.dropFirst()) {
                case .manifest: .manifest
                case .blob: .blob
                default: .registry
                }
        default: self = .file
        }
    }
}
