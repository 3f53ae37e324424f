import AirgapCore
import ArgumentParser
import SystemPackage

/// Which project, for which architectures, with which variables.
struct ProjectOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "The project: a folder with airgap.yaml, or the file itself.")
    var project = "."

    @Option(help: "An architecture, amd64 or arm64; may be repeated. Default: all of the project.")
    var arch: [Architecture] = []

    @Option(name: .customLong("set"), help: "A variable, NAME=VALUE; wins over airgap.yaml. May be repeated.")
    var variables: [VariableAssignment] = []

    /// The architectures to work for.
    func architectures() -> [Architecture?] {
        if !arch.isEmpty { return arch }
        let all = Project.architectures(FilePath(project), types: moduleTypes)
        return all.isEmpty ? [nil] : all
    }

    /// Reads the project without its modules.
    func configuration(for architecture: Architecture?, _ collector: FaultCollector) -> ProjectConfiguration? {
        let overrides = Dictionary(variables.map { ($0.name, $0.value) }) { $1 }
        return ProjectLoader(moduleKeys: moduleTypes.flatMap { $0.configurationKeys }, overrides: overrides)
            .load(FilePath(project), for: architecture, into: collector)
    }

    /// Reads the project.
    ///
    /// - Throws: `ConfigurationFault`, `FailureList`.
    func load(for architecture: Architecture?) throws -> Project {
        let overrides = Dictionary(variables.map { ($0.name, $0.value) }) { $1 }
        return try Project(FilePath(project), for: architecture, types: moduleTypes, overrides: overrides)
    }
}

extension Architecture: ExpressibleByArgument {
    /// Reads the name on a command line, `amd64` or `x86_64`, `arm64` or `aarch64`.
    public init?(argument: String) {
        self.init(anyName: argument)
    }
}
