import AirgapCore
import SystemPackage

/// Why a project cannot be started in a folder.
struct StarterError: ExplainedError {
    /// What is there already.
    let present: [String]
    let folder: FilePath

    var description: String {
        "init: \(folder): already there: \(present.joined(separator: ", ")); nothing was written"
    }

    var exitCode: AirgapCore.ExitCode { .badConfiguration }
}
