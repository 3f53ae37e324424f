import AirgapCore
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Which program a bundle carries.
struct CarriedProgram {
    private enum Choice {
        case none
        /// The one beside this program, if there is one, and it is for the bundle's architecture.
        case whatFits
        case file(FilePath)
    }

    private let choice: Choice

    /// - Parameter argument: what `--program` says.
    init(_ argument: String?) {
        switch argument {
        case nil: choice = .whatFits
        case "none": choice = .none
        case let path?: choice = .file(FilePath(path))
        }
    }

    /// The program for a bundle; nil for none.
    ///
    /// - Throws: `SiteProgramError`, `FileError`.
    func find(for architecture: Architecture, _ progress: any ProgressReporter) throws -> SiteProgram? {
        switch choice {
        case .none: return nil
        case .file(let path):
            let program = try SiteProgram(path)
            guard program.architecture == architecture else {
                throw SiteProgramError.otherArchitecture(path, program.architecture, wanted: architecture)
            }
            return program
        case .whatFits:
            guard let path = Self.besideThisProgram, try FileSystem.status(path) != nil else { return nil }
            let program = try SiteProgram(path)
            guard program.architecture == architecture else {
                let text =
                    "\(path) is for \(program.architecture.debian): the bundle carries no program; --program takes one"
                progress.report(.warning(stage: "program", text: text))
                return nil
            }
            return program
        }
    }

    private static var besideThisProgram: FilePath? {
        guard let own = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(own) }
        return FilePath(String(cString: own)).removingLastComponent().appending(SiteProgram.fileName)
    }
}
