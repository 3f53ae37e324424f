import AirgapCore
import HTTPTypes

/// A page of a sorted list (OCI distribution specification 1.1, "Listing Tags").
struct Page {
    let items: [String]
    /// The `Link` header's value when more follows.
    let link: String?

    /// - Parameters:
    ///   - all: in byte order.
    ///   - target: the request, with `n` and `last`.
    /// - Throws: `RegistryFault` for an `n` that is no number.
    init(_ all: [String], _ target: RequestTarget) throws(RegistryFault) {
        let last = target.value(of: "last") ?? ""
        let rest = all.drop { !last.utf8.lexicographicallyPrecedes($0.utf8) }
        guard let text = target.value(of: "n") else {
            items = Array(rest)
            link = nil
            return
        }
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw RegistryFault(.pageInvalid, "n must be a number, not \(Quoted(text))")
        }
        let limit = Int(text) ?? .max
        items = Array(rest.prefix(limit))
        if let end = items.last, items.count < rest.count {
            let path = "/" + PercentEncoding.encode(path: target.path)
            let space = target.value(of: "ns").map { "&ns=\(PercentEncoding.encode(path: $0))" } ?? ""
            link = "<\(path)?n=\(limit)&last=\(PercentEncoding.encode(path: end))\(space)>; rel=\"next\""
        } else {
            link = nil
        }
    }
}
