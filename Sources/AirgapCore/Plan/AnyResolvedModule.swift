/// A resolved module whatever its type.
package protocol AnyResolvedModule: Sendable {
    var name: ModuleName { get }

    /// One line for people.
    var summary: String { get }

    /// Why something is in the bundle, a line each; nothing when the module has nothing of that name.
    func explanation(of item: String) -> [String]

    /// What must be fetched.
    ///
    /// - Returns: the objects, each once or more often.
    /// - Throws: `StageError` when the locked value cannot be used.
    func items() throws -> [FetchItem]

    /// The module's section of the lock file.
    ///
    /// - Returns: the section.
    /// - Throws: `EncodingError`.
    func section() throws -> LockedBundle.Section

    /// Writes the module's part of the tree.
    ///
    /// - Parameters:
    ///   - context: the store and the bundle's time.
    ///   - tree: takes the files.
    /// - Throws: `StageError`, `TreeError`, `FileError`.
    func write(in context: WriteContext, to tree: inout TreeWriter) async throws
}
