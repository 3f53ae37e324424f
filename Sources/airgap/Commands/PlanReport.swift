import AirgapCore

/// What `airgap plan` prints for one architecture; sizes are bytes.
struct PlanReport: Codable {
    let bundle: String
    let modules: [PlannedModule]
    /// The answers to `--why`, a line each; nil when nothing was asked.
    let why: [String]?

    var text: String {
        guard let why else { return table }
        return "\(bundle)\n\n\(why.joined(separator: "\n"))"
    }

    private var table: String {
        var table = TextTable(["module", "objects", "size", "in the cache", "to fetch", "what"])
        for module in modules { table.add(Self.row(module)) }
        let total = modules.reduce(0) { $0 + $1.bytes }
        let fetch = modules.reduce(0) { $0 + $1.bytesToFetch }
        let unknown = modules.reduce(0) { $0 + $1.unknownSizes }
        let hint = unknown > 0 ? ", and \(unknown) of unknown size" : ""
        return "\(bundle)\n\n\(table.text)\n\nIn all \(ByteCount(total)), \(ByteCount(fetch)) to fetch\(hint)."
    }

    private static func row(_ module: PlannedModule) -> [String] {
        [
            module.module.rawValue, "\(module.objects)", "\(ByteCount(module.bytes))",
            "\(ByteCount(module.cachedBytes))", "\(ByteCount(module.bytesToFetch))", module.summary,
        ]
    }
}
