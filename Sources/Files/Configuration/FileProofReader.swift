import AirgapCore
import SystemPackage

/// Reads what vouches for a download: a checksum, a checksum file, a signature, or nothing but its first arrival.
struct FileProofReader {
    struct Proof {
        let checksum: FileEntry.Checksum
        let signature: FileEntry.Signature?
    }

    private static let checksumKeys = ["sha256", "sha512", "sha256_url", "checksum_url", "checksum_file", "checksum"]

    let project: ProjectConfiguration

    /// - Returns: nil when a fault was found.
    func read(_ mapping: ConfigurationMapping, of url: RemoteURL?) -> Proof? {
        let before = project.faultCount
        let signature = signature(mapping, of: url)
        let given = Self.checksumKeys.filter { mapping[$0] != nil }
        if given.isEmpty, mapping["signature"] != nil {
            return signature.map { Proof(checksum: .signature, signature: $0) }
        }
        guard given.count == 1, let key = given.first, let node = mapping[key] else {
            mapping.node.fault(
                given.isEmpty
                    ? "nothing vouches for it: write sha256, sha512, checksum_url, checksum_file, signature with "
                        + "signed_by, or 'checksum: first-use'"
                    : "only one checksum is needed, not \(given.joined(separator: " and "))")
            return nil
        }
        let checksum = checksum(key, node)
        refusePlainHTTP(checksum, node, mapping, url)
        guard project.faultCount == before, let checksum else { return nil }
        return Proof(checksum: checksum, signature: signature)
    }

    private func checksum(_ key: String, _ node: ConfigurationNode) -> FileEntry.Checksum? {
        switch key {
        case "sha256":
            return node.parsed { text in
                .sha256(text.hasPrefix("sha256:") ? try Digest(text) : try Digest(hex: text.lowercased()))
            }
        case "sha512":
            return node.parsed { text in
                .sha512(text.hasPrefix("sha512:") ? try Digest512(text) : try Digest512(hex: text.lowercased()))
            }
        case "checksum_file": return content(node).map { .listFile($0.path, content: Digest(of: $0.bytes)) }
        case "checksum":
            if let text = node.text(), text != "first-use", !text.hasPrefix("sha256:"), !text.hasPrefix("sha512:") {
                node.fault("expected 'first-use', sha256:<hex> or sha512:<hex>, found \(Quoted(text))")
                return nil
            }
            return node.parsed { text in
                if text == "first-use" { return .firstUse }
                return text.hasPrefix("sha512:") ? .sha512(try Digest512(text)) : .sha256(try Digest(text))
            }
        default: return node.parsed { .list(try RemoteURL($0)) }
        }
    }

    private func refusePlainHTTP(
        _ checksum: FileEntry.Checksum?, _ node: ConfigurationNode, _ mapping: ConfigurationMapping, _ url: RemoteURL?
    ) {
        guard !mapping.flag("allow_http"), mapping["signature"] == nil else { return }
        let message = "plain http, and nothing vouches for it: use https, or set allow_http: true"
        switch checksum {
        case .list(let source)? where !source.isSecure: node.fault(message)
        case .firstUse? where url?.isSecure == false: node.fault(message)
        default: break
        }
    }

    /// `signature:` is a URL, a path, or an ending such as `.asc` to add to the file's own URL.
    private func signature(_ mapping: ConfigurationMapping, of url: RemoteURL?) -> FileEntry.Signature? {
        guard let node = mapping["signature"] else {
            mapping["signed_by"]?.fault("'signature' is missing: the URL or the path of the .sig or .asc")
            return nil
        }
        guard let keyring = mapping.required("signed_by"), let keys = content(keyring) else { return nil }
        do {
            _ = try OpenPGPKeyring(keys.bytes)
        } catch {
            keyring.fault("\(error)")
        }
        guard let place = place(node, of: url) else { return nil }
        return FileEntry.Signature(place: place, keyring: keys.path, keys: Digest(of: keys.bytes))
    }

    private func place(_ node: ConfigurationNode, of url: RemoteURL?) -> FileEntry.Signature.Place? {
        guard let text = node.text() else { return nil }
        if text.contains("://") { return node.parsed { .url(try RemoteURL($0)) } }
        if let url, text.hasPrefix("."), !text.contains("/") {
            return node.parsed { .url(try RemoteURL(url.origin + url.path + $0)) }
        }
        return content(node).map { .file($0.path) }
    }

    /// A small file that a key names.
    private func content(_ node: ConfigurationNode) -> (path: String, bytes: [UInt8])? {
        guard let text = node.text() else { return nil }
        do {
            return (text, try FileSystem.read(project.path(text), limit: ChecksumList.sizeLimit))
        } catch {
            node.fault("\(error)")
            return nil
        }
    }
}
