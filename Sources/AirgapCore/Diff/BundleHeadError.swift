package import SystemPackage

/// Why a file is no bundle that can be compared.
package enum BundleHeadError: ExplainedError, Equatable {
    /// The first members are not those of a bundle; with the reason.
    case unreadable(FilePath, String)
    case noLock(FilePath)
    /// The lock is not the one that bundle.json names.
    case wrongLock(FilePath)
    /// A signature was asked for, and there is no good one.
    case untrusted(FilePath, SignatureFault)
    /// A signature was asked for, and a lock alone has none.
    case lockAlone(FilePath)
    /// A newer one was asked for.
    case older(FilePath, OlderGeneration)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "diff: \(path): \(reason)"
        case .noLock(let path): "diff: \(path): there is no airgap.lock in it"
        case .wrongLock(let path):
            "diff: \(path): airgap.lock is not the one that bundle.json names: run airgap verify"
        case .untrusted(let path, let fault): "diff: \(path): \(fault)"
        case .lockAlone(let path): "diff: \(path): a lock alone, which nobody signs: --key asks for signed bundles"
        case .older(let path, let fault): "diff: \(path): \(fault)"
        }
    }

    package var exitCode: ExitCode {
        switch self {
        case .untrusted, .lockAlone: .badSignature
        case .older: .older
        default: .badConfiguration
        }
    }
}
