import AirgapCore

/// The modules that `--only` names; each must be one of the project's.
struct ModuleSelection {
    /// Nil for all.
    let names: Set<ModuleName>?

    /// - Throws: `BuildError.unknownModule`.
    init(_ texts: [String], in project: Project) throws {
        let known = project.modules.map { type(of: $0).name }
        for text in texts where !known.contains(ModuleName(rawValue: text)) {
            throw BuildError.unknownModule(text, known: known)
        }
        names = texts.isEmpty ? nil : Set(texts.map { ModuleName(rawValue: $0) })
    }
}
