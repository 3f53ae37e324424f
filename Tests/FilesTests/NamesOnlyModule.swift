import AirgapCore

/// Stands for the images module: its key is known, and nothing is done.
struct NamesOnlyModule: BundleModule {
    static let name = ModuleName(rawValue: "images")
    static let configurationKeys = ["images"]

    static func owns(_ path: RelativePath) -> Bool { false }

    init?(project: ProjectConfiguration) { return nil }

    var requestDigest: Digest { Digest(of: []) }

    func resolve(in context: ResolveContext) async throws -> [String] { [] }

    func items(of locked: [String]) throws -> [FetchItem] { [] }

    func write(_ locked: [String], in context: WriteContext, to tree: inout TreeWriter) async throws {}

    func summary(of locked: [String]) -> String { "" }

    static func makeVerifier() -> any ModuleVerifier { FilesVerifierStub() }

    private struct FilesVerifierStub: ModuleVerifier {
        mutating func interest(in member: ArchiveMember) -> MemberInterest { .digest }

        mutating func receive(_ bytes: [UInt8], of member: ArchiveMember) {}

        mutating func finish(_ facts: BundleFacts) -> [Finding] { [] }
    }
}
