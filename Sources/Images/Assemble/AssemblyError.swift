package import AirgapCore

/// Why an image cannot be put together; the image's name stands before it.
package enum AssemblyError: ExplainedError, Equatable {
    /// No module of the project knows packages.
    case noTargets
    case noMember(package: String, path: String, near: [String])
    case notDeb(package: String)
    /// A program for another machine.
    case wrongMachine(path: String, found: String, wanted: Architecture)
    case badProgram(path: String, reason: String)
    /// A program that could not start: the loader and libraries that it needs.
    case dynamic(path: String, needs: [String])
    /// Libraries that no package of the closure has.
    case noLibrary([String])
    case unknownBase(String, near: [String])
    /// Images that stand on each other.
    case baseCircle([String])
    /// A socket, device or the like on the builder's disk.
    case specialFile(String, kind: String)
    case baseLayers(layers: Int, diffIDs: Int)
    /// What comes out now is not what was locked.
    case changed(locked: Digest, found: Digest)

    package var description: String {
        switch self {
        case .noTargets: "files of packages need 'targets' in airgap.yaml, which say where packages come from"
        case .noMember(let package, let path, let near):
            "the package \(package) has no \(Quoted("/" + path))"
                + (near.isEmpty
                    ? "" : "; did you mean \(near.map { Quoted("/" + $0).description }.joined(separator: ", "))?")
        case .notDeb(let package): "the package \(package) is no .deb file"
        case .wrongMachine(let path, let found, let wanted):
            "\(Quoted("/" + path)) is built for \(found), the image is for \(wanted.oci)"
        case .badProgram(let path, let reason): "\(Quoted("/" + path)) is a damaged ELF file: \(reason)"
        case .dynamic(let path, let needs):
            "\(Quoted("/" + path)) is linked dynamically and cannot start: the image lacks "
                + needs.map { Quoted($0).description }.joined(separator: ", ")
                + "; set 'libraries: true', or take a base that has them"
        case .noLibrary(let names):
            "no package has the libraries " + names.map { Quoted($0).description }.joined(separator: ", ")
        case .unknownBase(let name, let near):
            "the project has no image \(Quoted(name)) to stand on"
                + (near.first.map { "; did you mean '\($0)'?" } ?? "")
        case .baseCircle(let names): "images stand on each other: \(names.joined(separator: ", "))"
        case .specialFile(let path, let kind): "\(path) is a \(kind): images take files, folders and links"
        case .baseLayers(let layers, let diffIDs): "the base has \(layers) layers, its configuration \(diffIDs)"
        case .changed(let locked, let found):
            "its files changed since it was locked: the image was \(locked), now it is \(found)"
        }
    }

    package var exitCode: ExitCode { .badConfiguration }
}
