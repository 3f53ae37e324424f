package import SystemPackage

/// Why a build cannot go on, apart from its items.
package enum BuildError: ExplainedError, Equatable {
    /// `--only` names a module that the project does not configure.
    case unknownModule(String, known: [ModuleName])
    /// `--locked`, but there is nothing for this architecture and module.
    case notLocked(ModuleName, Architecture)
    /// `--locked`, but the configuration is not the one that was resolved.
    case configurationChanged(ModuleName)
    /// `--update` names nothing that is locked.
    case unknownItem(String, near: String?)
    /// The lock's section cannot be read.
    case badSection(ModuleName, String)
    /// Another process builds the same bundle.
    case busy(BundleName)
    /// The output folder cannot be written to.
    case badOutput(FilePath, String)

    package var description: String {
        switch self {
        case .unknownModule(let name, let known):
            "--only: the project has no module \(Quoted(name)); it has \(known.map(\.rawValue).joined(separator: ", "))"
        case .notLocked(let module, let architecture):
            "airgap.lock: nothing is locked for \(module) on \(architecture.debian): run airgap build without --locked"
        case .configurationChanged(let module):
            "airgap.lock: the configuration of \(module) changed since it was locked: run airgap build without --locked"
        case .unknownItem(let name, let near):
            "--update: nothing that is locked is called \(Quoted(name))"
                + (near.map { "; did you mean \(Quoted($0))?" } ?? "")
        case .badSection(let module, let reason): "airgap.lock: the section of \(module) cannot be read: \(reason)"
        case .busy(let name): "\(name) is being built by another process"
        case .badOutput(let path, let reason): "output folder \(path): \(reason)"
        }
    }

    package var exitCode: ExitCode {
        switch self {
        case .unknownModule, .unknownItem: .usage
        case .busy: .tryAgain
        case .badOutput: .disk
        default: .badConfiguration
        }
    }
}
