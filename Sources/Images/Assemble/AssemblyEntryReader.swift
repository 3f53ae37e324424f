import AirgapCore

/// Reads one entry of an assembled image's `files`.
enum AssemblyEntryReader {
    private static let keys = ["package", "target", "path", "link", "folder", "to", "mode", "owner"]

    static func entry(_ node: ConfigurationNode) -> AssemblyEntry? {
        guard let mapping = node.mapping(keys: keys) else { return nil }
        let kinds = ["package", "link", "folder"].filter { mapping[$0] != nil }
        guard kinds.count <= 1 else {
            node.fault("only one of \(kinds.map { "'\($0)'" }.joined(separator: " and ")) can stand here")
            return nil
        }
        let owner = mapping["owner"].map { $0.parsed(self.owner) } ?? Owner()
        let mode: UInt32?? = mapping["mode"].map { $0.parsed(self.mode) }
        guard let owner, mode == nil || mode != .some(nil) else { return nil }
        let reader = Parts(mapping: mapping, mode: mode ?? nil, owner: owner)
        switch kinds.first {
        case "package": return reader.package()
        case "link": return reader.link()
        case "folder": return reader.folder()
        default: return reader.host()
        }
    }

    /// Numbers of a user and a group.
    private struct Owner {
        var user: UInt32 = 0
        var group: UInt32 = 0
    }

    private struct Parts {
        let mapping: ConfigurationMapping
        let mode: UInt32?
        let owner: Owner

        func package() -> AssemblyEntry? {
            refuse([])
            let package = mapping["package"]?.parsed(AssemblyEntryReader.package)
            let path = mapping.required("path")?.parsed(AssemblyEntryReader.place)
            let to = mapping["to"].map { $0.parsed(AssemblyEntryReader.place) } ?? path
            guard let package, let path, let to else { return nil }
            return entry(
                .package, path.map(\.description) ?? "", package: package, target: mapping.text("target"), to: to)
        }

        func link() -> AssemblyEntry? {
            refuse(["target", "path", "mode"])
            guard let to = self.to(), let target = mapping.text("link") else { return nil }
            return entry(.link, target, to: to)
        }

        func folder() -> AssemblyEntry? {
            refuse(["target", "path", "to"])
            guard let place = mapping["folder"]?.parsed(AssemblyEntryReader.place), let to = place else { return nil }
            return entry(.folder, "", to: to)
        }

        func host() -> AssemblyEntry? {
            refuse(["target"])
            let path = mapping.requiredText("path")
            let to = mapping.required("to")?.parsed(AssemblyEntryReader.place)
            guard let path, let to else { return nil }
            return entry(.host, path, to: to)
        }

        private func to() -> RelativePath? {
            mapping.required("to")?.parsed(AssemblyEntryReader.place).flatMap { $0 }
        }

        private func refuse(_ keys: [String]) {
            for key in keys { mapping[key]?.fault("not for this kind of entry") }
        }

        private func entry(
            _ kind: LayerContent.Kind, _ path: String, package: String? = nil, target: String? = nil,
            to: RelativePath?
        ) -> AssemblyEntry {
            AssemblyEntry(
                kind: kind, path: path, package: package, target: target, to: to, mode: mode, user: owner.user,
                group: owner.group)
        }
    }

    /// An absolute path of the image or a package; nil for the root.
    private static func place(_ text: String) throws(AssemblyEntryError) -> RelativePath? {
        guard text.hasPrefix("/") else { throw .notAbsolute(text) }
        var rest = text.dropFirst()
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard !rest.isEmpty else { return nil }
        do {
            return try RelativePath(String(rest))
        } catch {
            throw .badPath(error)
        }
    }

    private static func mode(_ text: String) throws(AssemblyEntryError) -> UInt32 {
        guard let mode = UInt32(text, radix: 8), mode <= 0o7777, text.first?.isNumber == true else {
            throw .badMode(text)
        }
        return mode
    }

    private static func owner(_ text: String) throws(AssemblyEntryError) -> Owner {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { UInt32($0) }
        guard parts.count == 2, let user = parts[0], let group = parts[1],
            max(user, group) <= TarMember.ownerLimit
        else { throw .badOwner(text) }
        return Owner(user: user, group: group)
    }

    private static func package(_ text: String) throws(AssemblyEntryError) -> String {
        guard !text.isEmpty, text.utf8.count <= 256, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw .badPackage(text)
        }
        return text
    }
}
