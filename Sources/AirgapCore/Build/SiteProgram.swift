package import SystemPackage

/// The program that a bundle carries, `airgap` at its top: one static executable, for the site's own machines.
package struct SiteProgram: Sendable, Equatable {
    /// The file's name beside the program that builds.
    package static let fileName = "airgap-site"

    package let path: FilePath
    /// The machine that it is made for.
    package let architecture: Architecture

    /// - Parameter path: an ELF executable.
    /// - Throws: `SiteProgramError` for anything but a static executable for a known architecture; `FileError`.
    package init(_ path: FilePath) throws {
        self.path = path
        let read: ELFFile?
        do {
            read = try ELFFile(try FileReader(path))
        } catch let damage as ELFFile.Damage {
            throw SiteProgramError.damaged(path, damage.reason)
        }
        guard let file = read, file.isRunnable else { throw SiteProgramError.notAProgram(path) }
        guard file.interpreter == nil, file.needed.isEmpty else {
            throw SiteProgramError.dynamic(path, file.needed)
        }
        guard let architecture = Architecture(anyName: file.machine) else {
            throw SiteProgramError.otherMachine(path, file.machine)
        }
        self.architecture = architecture
    }
}
