import AirgapCore
import FoundationEssentials
package import SystemPackage

/// `~/.docker/config.json`, or a file of the same form that `$REGISTRY_AUTH_FILE` names (docker, config file; containers,
/// containers-auth.json(5)).
package struct CredentialFile: Sendable {
    private static let sizeLimit = 1 << 20

    package let path: FilePath
    private let content: JSONValue

    /// Reads a file; nil when there is none.
    ///
    /// - Throws: `CredentialError`.
    package init?(_ path: FilePath) throws(CredentialError) {
        self.path = path
        do {
            content = try JSONValue(parsing: try FileSystem.read(path, limit: Self.sizeLimit))
        } catch let error as FileError where error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory {
            return nil
        } catch {
            throw .unreadable(file: path.string, reason: "\(error)")
        }
    }

    /// The credential helper for a repository: its registry's own, or the one for all.
    ///
    /// - Throws: `CredentialError.badHelperName`.
    package func helper(
        for registry: RegistryHost, _ repository: RepositoryName? = nil
    ) throws(CredentialError) -> String? {
        let own = content["credHelpers"]?.object.flatMap { entry(of: registry, repository, in: $0)?.value.string }
        guard let name = own ?? content["credsStore"]?.string, !name.isEmpty else { return nil }
        guard name.utf8.count <= 64, name.utf8.allSatisfy(Self.isNameByte) else {
            throw .badHelperName(file: path.string, name: name)
        }
        return name
    }

    /// What `auths` has for a repository.
    ///
    /// - Throws: `CredentialError.badEntry`.
    package func credentials(
        for registry: RegistryHost, _ repository: RepositoryName? = nil
    ) throws(CredentialError) -> RegistryCredentials? {
        guard let auths = content["auths"]?.object, let (key, value) = entry(of: registry, repository, in: auths)
        else { return nil }
        if let token = value["identitytoken"]?.string, !token.isEmpty { return .identityToken(token) }
        if let auth = value["auth"]?.string, !auth.isEmpty {
            guard let data = Data(base64Encoded: auth), let text = String(validating: data, as: UTF8.self),
                let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
            else { throw .badEntry(file: path.string, key: key) }
            let secret = text[text.index(after: colon)...].prefix { $0 != "\0" }
            return .password(user: String(text[..<colon]), secret: String(secret))
        }
        guard let user = value["username"]?.string, let secret = value["password"]?.string else { return nil }
        return .password(user: user, secret: secret)
    }

    /// The entry of a repository or its registry; keys may be hosts, hosts with a namespace, or URLs as docker once wrote
    /// them.
    private func entry(
        of registry: RegistryHost, _ repository: RepositoryName?, in entries: [String: JSONValue]
    ) -> (key: String, value: JSONValue)? {
        for name in registry.credentialNames(for: repository) {
            let forms = [name, "https://\(name)", "http://\(name)"]
            for form in forms + forms.flatMap({ ["\($0)/v1/", "\($0)/v2/", "\($0)/", "\($0)/v1", "\($0)/v2"] }) {
                if let value = entries[form] { return (form, value) }
            }
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "-_.".utf8.contains(byte)
        }
    }
}
