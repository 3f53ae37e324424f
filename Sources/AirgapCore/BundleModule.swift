package import SystemPackage

/// One part of a bundle: OS packages, files, images, the compose set-up.
///
/// `resolve` turns the configuration into a `Locked` value, and everything after that follows from that value alone:
/// a build from a lock file and a fresh one take the same way.
package protocol BundleModule: Sendable {
    /// What was resolved: all that is needed to fetch and write without asking anybody again.
    associatedtype Locked: Codable & Equatable & Sendable

    /// The name users write.
    static var name: ModuleName { get }

    /// The keys of airgap.yaml that this module reads.
    static var configurationKeys: [String] { get }

    /// Whether a path of the bundle belongs to this module; everything that no module owns is Compose's.
    static func owns(_ path: RelativePath) -> Bool

    /// Reads the configuration; every fault goes to the project's collector.
    ///
    /// - Returns: nil when the project does not use this module, or when a fault was found.
    init?(project: ProjectConfiguration)

    /// The digest of everything in the configuration that decides what is resolved: a lock made from other input is
    /// recognised by it. It must not depend on where the project lies or on the user's caches.
    var requestDigest: Digest { get }

    /// Reads metadata and decides what is needed.
    ///
    /// - Throws: `StageError` or `FailureList`; all faults at once.
    func resolve(in context: ResolveContext) async throws -> Locked

    /// Whether what was locked before still fits what only this machine can tell: the user's own files.
    ///
    /// - Throws: `FileError`.
    func isCurrent(_ locked: Locked) throws -> Bool

    /// Finds out what only the bytes can tell, before anything is recorded: digests that nobody vouches for, members of
    /// archives, signatures. What is known already stays.
    ///
    /// - Throws: `StageError` or `FailureList`; all faults at once.
    func complete(_ locked: Locked, in context: ResolveContext) async throws -> Locked

    /// Takes from a fresh resolution only what has one of the names, and leaves the rest as it was locked; a module whose
    /// parts depend on each other takes all of it.
    static func merge(_ fresh: Locked, into old: Locked, refreshing names: Set<String>) -> Locked

    /// The locked value as a list that can be compared with another.
    static func inventory(of locked: Locked) -> [InventoryItem]

    /// What will stand in the bundle, each object as often as it is named.
    ///
    /// - Throws: `StageError` when the locked value cannot be used.
    func objects(of locked: Locked) throws -> [PlannedObject]

    /// What a person should know before building.
    func concerns(about locked: Locked) -> [PlanConcern]

    /// The objects that `write` will need, each once or more often.
    ///
    /// - Throws: `StageError` when the locked value cannot be used.
    func items(of locked: Locked) throws -> [FetchItem]

    /// Writes this module's part of the tree from the store.
    ///
    /// - Throws: `StageError`, `TreeError`, `FileError`.
    func write(_ locked: Locked, in context: WriteContext, to tree: inout TreeWriter) async throws

    /// What the module's part names and leaves out on purpose; bundle.json says it, so that verify knows it from loss.
    func absences(of locked: Locked) -> [Absence]

    /// PEM files of certificates that are trusted for one host each (`host` or `host:port`), besides the system's.
    var trustedAuthorities: [String: FilePath] { get }

    /// One line for people: `187 packages, 3 repositories`.
    func summary(of locked: Locked) -> String

    /// Why something is in the bundle: chains from what was asked for to it, a line each.
    ///
    /// - Returns: nothing when the module has nothing of that name.
    func explanation(of item: String, in locked: Locked) -> [String]

    /// A verifier for one pass over a bundle.
    static func makeVerifier() -> any ModuleVerifier
}

extension BundleModule {
    package func absences(of locked: Locked) -> [Absence] { [] }

    package var trustedAuthorities: [String: FilePath] { [:] }

    package func explanation(of item: String, in locked: Locked) -> [String] { [] }
}
