import AirgapCore
package import SystemPackage

/// The parts of the section `images` that need no registry: archives and folders, and what is put together from files.
package struct LocalImagesConfiguration: Equatable, Sendable {
    /// Relative paths start here.
    package let folder: FilePath
    package let imports: [ImportRequest]
    package let assemblies: [AssemblyRequest]
    /// The images that are written as archives too, by their names at the site.
    package let bootstrap: [ImageName]

    package init(
        folder: FilePath, imports: [ImportRequest] = [], assemblies: [AssemblyRequest] = [],
        bootstrap: [ImageName] = []
    ) {
        self.bootstrap = bootstrap
        self.folder = folder
        self.imports = imports
        self.assemblies = assemblies
    }

    var isEmpty: Bool { imports.isEmpty && assemblies.isEmpty && bootstrap.isEmpty }

    static let keys = ["import", "assemble", "bootstrap"]

    /// Reads the keys; every fault goes to the project's collector.
    init(_ section: ConfigurationMapping, in project: ProjectConfiguration) {
        self.init(
            folder: project.folder, imports: ImportReader.requests(section.list("import")),
            assemblies: AssemblyReader.requests(section.list("assemble")),
            bootstrap: section.list("bootstrap").compactMap { $0.parsed(Self.tagged) })
    }

    private static func tagged(_ text: String) throws(ImageReferenceError) -> ImageName {
        let name = try ImageName(text)
        guard name.digest == nil else { throw .digestNotAllowed(text) }
        guard name.tag != nil else { throw .noTagOrDigest(text) }
        return name
    }

    /// What of it decides what is resolved.
    var request: JSONValue {
        .object([
            "import": (try? .array(imports.map { try $0.json() })) ?? .null,
            "assemble": (try? .array(assemblies.map { try $0.json() })) ?? .null,
            "bootstrap": .array(bootstrap.map { .string($0.description) }),
        ])
    }
}
