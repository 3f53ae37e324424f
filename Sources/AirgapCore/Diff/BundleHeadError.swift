package import SystemPackage

/// Why a file is no bundle that can be compared.
package enum BundleHeadError: ExplainedError, Equatable {
    /// The first member is not bundle.json.
    case notBundle(FilePath)
    case noLock(FilePath)
    /// The lock is not the one that bundle.json names.
    case wrongLock(FilePath)

    package var description: String {
        switch self {
        case .notBundle(let path): "\(path) is no bundle and no airgap.lock"
        case .noLock(let path): "\(path) has no airgap.lock"
        case .wrongLock(let path): "\(path): airgap.lock is not the one that bundle.json names: run airgap verify"
        }
    }

    package var exitCode: ExitCode { .badConfiguration }
}
