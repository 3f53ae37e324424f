/// Whether a build may resolve anew.
package enum LockPolicy: Sendable, Equatable {
    /// Resolve, and write what was resolved into the lock file.
    case resolve
    /// Take everything from the lock file and refuse to differ from it.
    case locked
}
