/// One difference between two bundles.
package struct InventoryChange: Codable, Hashable, Sendable {
    /// The kinds of differences.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case added, changed, removed
    }

    package let kind: Kind
    /// `variables` for a variable of the project.
    package let module: ModuleName
    package let old: InventoryItem?
    package let new: InventoryItem?

    package init(_ module: ModuleName, old: InventoryItem?, new: InventoryItem?) {
        self.module = module
        self.old = old
        self.new = new
        kind = old == nil ? .added : new == nil ? .removed : .changed
    }

    package var name: String { new?.name ?? old?.name ?? "" }

    package var group: String { new?.group ?? old?.group ?? "" }

    /// Bytes more, or less; nil when a size is not known.
    package var growth: Int64? {
        switch (old, new) {
        case (nil, let new?): new.size
        case (let old?, nil): old.size.map { -$0 }
        case (let old?, let new?):
            if let before = old.size, let after = new.size { after - before } else { nil }
        case (nil, nil): nil
        }
    }

    /// In words: `etcd 3.5.12 -> 3.5.14, +1.2 MB`.
    package var words: String {
        switch (old, new) {
        case (let old?, let new?):
            let version =
                old.version == new.version
                ? "\(Self.shown(new.version)): other content"
                : "\(Self.shown(old.version)) -> \(Self.shown(new.version))"
            return "\(Self.shown(name)) \(version)" + (growth.map { ", " + Self.signed($0) } ?? "")
        case (let item?, nil), (nil, let item?):
            let version = item.version.isEmpty ? "" : " " + Self.shown(item.version)
            return Self.shown(item.name) + version + (item.size.map { ", \(ByteCount($0))" } ?? "")
        case (nil, nil): return ""
        }
    }

    /// A size with its sign: `+1.2 MB`, `-30 B`, `same size`.
    package static func signed(_ bytes: Int64) -> String {
        if bytes == 0 { return "same size" }
        let size = ByteCount(bytes == .min ? .max : abs(bytes))
        return (bytes > 0 ? "+" : "-") + size.description
    }

    /// Text of a foreign lock file without what could disturb a terminal.
    private static func shown(_ text: String) -> String { String(Quoted(text).description.dropFirst().dropLast()) }
}
