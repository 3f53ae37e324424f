/// A module that can tell which package file of a target has a name: others take files out of packages through it.
package protocol PackageFiles: Sendable {
    /// Finds packages as the target's own package manager would choose them.
    ///
    /// - Parameters:
    ///   - names: package names, with a version where one is wanted: `etcd-server`, `etcd-server=3.4.*`.
    ///   - closure: whether all that they depend on is given too, the packages named first.
    ///   - target: the target's id; nil for the project's only one.
    ///   - context: the network and the store.
    /// - Returns: the package files; without the closure, one for each name in the order given.
    /// - Throws: `StageError` or `FailureList` of all that cannot be found.
    func packageFiles(
        _ names: [String], closure: Bool, of target: String?, in context: ResolveContext
    ) async throws -> [PackageFile]
}
