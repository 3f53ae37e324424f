import AirgapCore
package import SystemPackage

/// The parts of the section `images` that need no registry: archives and folders, and what is put together from files.
package struct LocalImagesConfiguration: Equatable, Sendable {
    /// Relative paths start here.
    package let folder: FilePath
    package let imports: [ImportRequest]
    package let assemblies: [AssemblyRequest]

    package init(folder: FilePath, imports: [ImportRequest] = [], assemblies: [AssemblyRequest] = []) {
        self.folder = folder
        self.imports = imports
        self.assemblies = assemblies
    }

    var isEmpty: Bool { imports.isEmpty && assemblies.isEmpty }

    static let keys = ["import", "assemble"]

    /// Reads the keys; every fault goes to the project's collector.
    init(_ section: ConfigurationMapping, in project: ProjectConfiguration) {
        self.init(
            folder: project.folder, imports: ImportReader.requests(section.list("import")),
            assemblies: AssemblyReader.requests(section.list("assemble")))
    }

    /// What of it decides what is resolved.
    var request: JSONValue {
        .object([
            "import": (try? .array(imports.map { try $0.json() })) ?? .null,
            "assemble": (try? .array(assemblies.map { try $0.json() })) ?? .null,
        ])
    }
}
