package import SystemPackage

/// Why something cannot be taken out of a bundle.
package enum BundleReadError: ExplainedError, Equatable {
    /// The first members or the index cannot be read.
    case unreadable(FilePath, String)
    /// Members that are not what the lists say.
    case refused([Finding])
    /// No file and no folder of the bundle.
    case notThere(RelativePath)
    /// A folder, where one file was asked for.
    case folder(RelativePath)
    /// Another gzip made the file: it cannot be taken apart, and so not be signed.
    case noIndex(FilePath)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "bundle: \(path): \(reason)"
        case .refused(let findings): findings.map { "bundle: \($0)" }.joined(separator: "\n")
        case .notThere(let path): "bundle: \(path): there is no such file or folder in it"
        case .folder(let path): "bundle: \(path): it is a folder; 'airgap extract' takes folders"
        case .noIndex(let path):
            "bundle: \(path): another gzip made it, so it has no index; only a bundle as 'airgap build' writes it can be signed"
        }
    }

    package var exitCode: ExitCode {
        switch self {
        case .unreadable, .refused: .findings
        case .notThere, .folder, .noIndex: .noInput
        }
    }
}
