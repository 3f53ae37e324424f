/// What the user says about one registry.
package struct RegistrySettings: Hashable, Sendable {
    /// Plain http instead of https; nil when nothing was said.
    package let isInsecure: Bool?

    package init(isInsecure: Bool?) {
        self.isInsecure = isInsecure
    }
}
