/// One thing of a locked module as people compare two bundles: a package, a file, an image.
package struct InventoryItem: Codable, Hashable, Sendable {
    /// Where it belongs inside its module: a target's id; empty when the module has one list.
    package let group: String
    /// What stays the same from one version to the next; unique in its group but for other versions of the same thing.
    package let key: String
    /// How people call it: `curl`, `library/nginx`, `etcd`.
    package let name: String
    /// As its publisher writes it; empty when it has none.
    package let version: String
    /// Bytes; nil when nobody told.
    package let size: Int64?
    /// What its bytes hash to, or an image's manifest; nil when it is not known yet.
    package let digest: Digest?
    /// Where it comes from, without credentials and query.
    package let source: String

    package init(
        group: String = "", key: String? = nil, name: String, version: String, size: Int64?, digest: Digest?,
        source: String
    ) {
        self.group = group
        self.key = key ?? name
        self.name = name
        self.version = version
        self.size = size
        self.digest = digest
        self.source = source
    }

    /// Whether somebody who writes this text means this thing: its name, or the name's last part.
    package func answers(to text: String) -> Bool {
        name == text || name.split(separator: "/").last.map(String.init) == text
    }
}

extension InventoryItem: Comparable {
    package static func < (left: InventoryItem, right: InventoryItem) -> Bool {
        (left.group, left.name, left.key, left.version) < (right.group, right.name, right.key, right.version)
    }
}
