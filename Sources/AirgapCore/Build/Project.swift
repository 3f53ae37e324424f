package import SystemPackage

/// A project read for one architecture, with the modules that it uses.
package struct Project: Sendable {
    /// The folder of airgap.yaml.
    package let folder: FilePath
    package let name: BundleName
    /// In the order of the program's list.
    package let modules: [any BundleModule]
    /// The project's own variables with their values filled in.
    package let variables: [String: String]

    /// Reads a project.
    ///
    /// - Parameters:
    ///   - file: airgap.yaml, or the folder that holds it.
    ///   - architecture: nil for the project's first.
    ///   - types: the modules that the program knows.
    ///   - overrides: variables from the command line.
    /// - Throws: `ConfigurationFault`, or `FailureList` of all faults.
    package init(
        _ file: FilePath, for architecture: Architecture?, types: [any BundleModule.Type],
        overrides: [String: String] = [:]
    ) throws {
        let collector = FaultCollector()
        let loader = ProjectLoader(moduleKeys: types.flatMap { $0.configurationKeys }, overrides: overrides)
        let project = loader.load(file, for: architecture, into: collector)
        let modules = project.map { project in types.compactMap { $0.init(project: project) as (any BundleModule)? } }
        try collector.throwIfAny()
        guard let project, let modules else {
            throw ConfigurationFault(file: file.string, line: 0, column: 0, key: "", message: "cannot be read")
        }
        folder = project.folder
        name = BundleName(name: project.name, version: project.version, architecture: project.architecture)
        self.modules = modules
        variables = project.ownVariables
        guard !modules.isEmpty else {
            throw ConfigurationFault(
                file: file.string, line: 1, column: 1, key: "", message: "nothing to collect: no module is configured")
        }
    }

    /// PEM files of certificates that are trusted for one authority each, of all modules.
    package var trustedAuthorities: [String: FilePath] {
        modules.reduce(into: [:]) { $0.merge($1.trustedAuthorities) { first, _ in first } }
    }

    /// Where the project's lock file stands.
    package var lockPath: FilePath { folder.appending(BundleLayout.lock) }

    /// The architectures of a project, without reading its modules.
    ///
    /// - Parameters:
    ///   - file: airgap.yaml, or the folder that holds it.
    ///   - types: the modules that the program knows.
    /// - Returns: the architectures in the order written; empty when the file cannot be read.
    package static func architectures(_ file: FilePath, types: [any BundleModule.Type]) -> [Architecture] {
        let loader = ProjectLoader(moduleKeys: types.flatMap { $0.configurationKeys })
        return loader.load(file, for: nil, into: FaultCollector())?.architectures ?? []
    }
}
