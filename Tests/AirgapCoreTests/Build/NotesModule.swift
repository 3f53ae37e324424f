import AirgapCore

/// A module whose files stand in the configuration.
struct NotesModule: BundleModule {
    static let name = ModuleName(rawValue: "notes")
    static let configurationKeys = ["notes"]

    static func owns(_ path: RelativePath) -> Bool { path.isInside("notes") }

    private let notes: [RelativePath: String]

    init?(project: ProjectConfiguration) {
        guard let entries = project.section("notes")?.openMapping()?.entries else { return nil }
        var notes: [RelativePath: String] = [:]
        for entry in entries {
            do {
                notes[try RelativePath(entry.name)] = entry.node.text()
            } catch {
                entry.place.fault("\(error)")
            }
        }
        self.notes = notes
    }

    var requestDigest: Digest {
        Digest(of: notes.map { "\($0)=\($1)" }.sorted().joined().utf8)
    }

    func resolve(in context: ResolveContext) async throws -> [String: String] {
        Dictionary(notes.map { ($0.description, $1) }) { $1 }
    }

    func items(of locked: [String: String]) throws -> [FetchItem] { [] }

    func write(_ locked: [String: String], in context: WriteContext, to tree: inout TreeWriter) async throws {
        for (path, text) in locked.sorted(by: { $0.key < $1.key }) {
            try tree.write(Array(text.utf8), at: RelativePath("notes/" + path))
        }
    }

    func summary(of locked: [String: String]) -> String { "\(locked.count) notes" }

    static func makeVerifier() -> any ModuleVerifier { NoVerifier() }
}
