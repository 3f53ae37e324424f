import AirgapCore

/// What `airgap plan` prints for one architecture; sizes are bytes.
struct PlanReport: Codable {
    /// How many media of a size the bundle takes.
    struct Media: Codable {
        let size: Int64
        let count: Int64
    }

    let bundle: String
    let modules: [PlannedModule]
    let totals: PlanTotals
    let media: Media?
    /// What is different from the lock as it was.
    let changes: [InventoryChange]
    /// Whether airgap.lock was written anew.
    let wroteLock: Bool
    let problems: [PlanProblem]
    /// The answers to `--why`, a line each; nil when nothing was asked.
    let why: [String]?

    /// Whether a build would work.
    var isBuildable: Bool { !problems.contains { $0.severity == .error } }

    var text: String {
        if let why { return "\(bundle)\n\n\(why.joined(separator: "\n"))" }
        return
            ([bundle] + (modules.isEmpty ? [] : [table]) + [sums]
            + [changeText, problemText, lockText].compactMap { $0 })
            .joined(separator: "\n\n")
    }

    private var table: String {
        var table = TextTable(["module", "items", "objects", "size", "in the cache", "to fetch", "shared", "what"])
        for module in modules {
            table.add([
                module.module.rawValue, "\(module.items)", "\(module.objects)", "\(ByteCount(module.bytes))",
                "\(ByteCount(module.cachedBytes))", "\(ByteCount(module.bytesToFetch))",
                "\(ByteCount(module.sharedBytes))", module.summary,
            ])
        }
        return table.text
    }

    private var sums: String {
        let unknown = totals.unknownSizes > 0 ? ", and \(totals.unknownSizes) of unknown size" : ""
        let fetch =
            "To fetch \(ByteCount(totals.bytesToFetch))\(unknown); \(ByteCount(totals.cachedBytes)) are in the cache, "
            + "\(ByteCount(totals.savedBytes)) are saved by deduplication."
        let disks =
            "The bundle will have about \(ByteCount(totals.bundleBytes)). Disk: about \(ByteCount(totals.diskHereBytes)) "
            + "here, \(ByteCount(totals.diskAtSiteBytes)) at the site."
        let needs = media.map { media in
            "\nIt takes \(media.count) \(media.count == 1 ? "medium" : "media") of \(ByteCount(media.size))."
        }
        return fetch + "\n" + disks + (needs ?? "")
    }

    private var changeText: String? {
        changes.isEmpty ? nil : "Changed since the last lock:\n" + ChangeList(changes).text
    }

    private var problemText: String? {
        guard !problems.isEmpty else { return nil }
        return "Problems:\n"
            + problems.map { "  \($0.severity.rawValue): \($0.text)" }.joined(separator: "\n")
    }

    private var lockText: String? {
        guard isBuildable else { return "A build would fail. airgap.lock is as it was." }
        return wroteLock ? "Written to airgap.lock." : nil
    }
}
