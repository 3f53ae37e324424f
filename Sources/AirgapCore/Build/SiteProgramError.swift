package import SystemPackage

/// Why a file cannot be the program of a bundle.
package enum SiteProgramError: ExplainedError, Equatable {
    case notAProgram(FilePath)
    case damaged(FilePath, String)
    /// It needs libraries, which the site may not have.
    case dynamic(FilePath, [String])
    case otherMachine(FilePath, String)
    /// It was asked for by name, and is for another architecture than the bundle.
    case otherArchitecture(FilePath, Architecture, wanted: Architecture)

    package var description: String {
        switch self {
        case .notAProgram(let path): "--program: \(path): not an ELF executable"
        case .damaged(let path, let reason): "--program: \(path): not a usable ELF file: \(reason)"
        case .dynamic(let path, let needed):
            "--program: \(path): linked dynamically"
                + (needed.isEmpty ? "" : ", needs \(needed.joined(separator: ", "))")
                + "; make site-program makes a static one"
        case .otherMachine(let path, let machine): "--program: \(path): made for \(machine)"
        case .otherArchitecture(let path, let architecture, let wanted):
            "--program: \(path): made for \(architecture.debian), the bundle is for \(wanted.debian)"
        }
    }

    package var exitCode: ExitCode { .badConfiguration }
}
