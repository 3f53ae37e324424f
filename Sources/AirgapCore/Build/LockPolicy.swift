/// Whether a run may resolve anew.
package enum LockPolicy: Sendable, Equatable {
    /// Take from the lock file what was resolved from the same configuration, and resolve the rest.
    case prefer
    /// Resolve everything, and write what was resolved into the lock file.
    case resolve
    /// Resolve anew what has one of these names, a module's or an item's, and the rest as `prefer`.
    case update(Set<String>)
    /// Take everything from the lock file and refuse to differ from it.
    case locked
}
