package import SystemPackage

/// Why a file is no bundle that can be compared.
package enum BundleHeadError: ExplainedError, Equatable {
    /// The first members are not those of a bundle; with the reason.
    case unreadable(FilePath, String)
    case noLock(FilePath)
    /// The lock is not the one that bundle.json names.
    case wrongLock(FilePath)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "diff: \(path): \(reason)"
        case .noLock(let path): "diff: \(path): there is no airgap.lock in it"
        case .wrongLock(let path):
            "diff: \(path): airgap.lock is not the one that bundle.json names: run airgap verify"
        }
    }

    package var exitCode: ExitCode { .badConfiguration }
}
