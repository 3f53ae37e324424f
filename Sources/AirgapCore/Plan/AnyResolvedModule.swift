/// A resolved module whatever its type.
package protocol AnyResolvedModule: Sendable {
    var name: ModuleName { get }

    /// One line for people.
    var summary: String { get }

    /// What the module's part leaves out on purpose, sorted.
    var absences: [Absence] { get }

    /// Whether nobody was asked: the lock file had it.
    var isFromLock: Bool { get }

    /// What a comparison works on.
    var inventory: [InventoryItem] { get }

    /// What a person should know before building.
    var concerns: [PlanConcern] { get }

    /// Why something is in the bundle, a line each; nothing when the module has nothing of that name.
    func explanation(of item: String) -> [String]

    /// What must be fetched.
    ///
    /// - Returns: the objects, each once or more often.
    /// - Throws: `StageError` when the locked value cannot be used.
    func items() throws -> [FetchItem]

    /// What will stand in the bundle.
    ///
    /// - Returns: the objects, each as often as it is named.
    /// - Throws: `StageError` when the locked value cannot be used.
    func objects() throws -> [PlannedObject]

    /// Finds out what only the bytes can tell.
    ///
    /// - Parameter context: the network and the store.
    /// - Returns: the module with nothing left open.
    /// - Throws: `StageError`, `FailureList`, `CancellationError`.
    func complete(in context: ResolveContext) async throws -> any AnyResolvedModule

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
