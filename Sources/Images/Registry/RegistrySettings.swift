package import SystemPackage

/// What the user says about one registry.
package struct RegistrySettings: Hashable, Sendable {
    /// Plain http instead of https; nil when nothing was said.
    package let isInsecure: Bool?
    /// A PEM file of certificates trusted for this registry.
    package let authority: FilePath?
    /// Asked in this order before the registry itself.
    package let mirrors: [RegistryMirror]

    package init(isInsecure: Bool? = nil, authority: FilePath? = nil, mirrors: [RegistryMirror] = []) {
        self.isInsecure = isInsecure
        self.authority = authority
        self.mirrors = mirrors
    }
}
