import AirgapCore

/// A second module; a note called `intruder` goes where it must not.
struct ExtraModule: BundleModule {
    static let name = ModuleName(rawValue: "extra")
    static let configurationKeys = ["extra"]

    static func owns(_ path: RelativePath) -> Bool { path.isInside("extra") }

    private let notes: [String: String]

    init?(project: ProjectConfiguration) {
        guard let entries = project.section("extra")?.openMapping()?.entries else { return nil }
        notes = Dictionary(entries.map { ($0.name, $0.node.text() ?? "") }) { $1 }
    }

    var requestDigest: Digest { Digest(of: notes.map { "\($0)=\($1)" }.sorted().joined().utf8) }

    func resolve(in context: ResolveContext) async throws -> [String: String] { notes }

    func items(of locked: [String: String]) throws -> [FetchItem] { [] }

    func write(_ locked: [String: String], in context: WriteContext, to tree: inout TreeWriter) async throws {
        for (name, text) in locked.sorted(by: { $0.key < $1.key }) {
            let folder = name == "intruder" ? "notes" : "extra"
            try tree.write(Array(text.utf8), at: RelativePath("\(folder)/\(name)"))
        }
    }

    func summary(of locked: [String: String]) -> String { "\(locked.count) notes" }

    static func makeVerifier() -> any ModuleVerifier { NoVerifier() }
}
