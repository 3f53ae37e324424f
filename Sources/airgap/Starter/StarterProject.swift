import AirgapCore
import SystemPackage

/// The project that `airgap init` writes.
struct StarterProject {
    /// One of its files.
    struct File {
        let path: String
        let bytes: [UInt8]
    }

    /// Sorted by path.
    let files: [File]

    /// - Parameter name: the folder's name; what a bundle's name may not have becomes `-`.
    init(name: String) {
        let kept = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" }
        let label = String(kept.drop { ".-".contains($0) }.prefix(64))
        let texts = [
            "airgap.yaml": StarterTexts.project.replacing("@name@", with: label.isEmpty ? "my-site" : label),
            "packages.yaml": StarterTexts.packages,
            "images_origin.yaml": StarterTexts.origin,
            "files/90-site.conf": StarterTexts.sysctl,
        ]
        let all = texts.map { File(path: $0.key, bytes: Array($0.value.utf8)) }
        files = (all + [File(path: "airgap.schema.json", bytes: ProjectSchema.bytes)]).sorted { $0.path < $1.path }
    }

    /// Writes the files; when one of them is there already, nothing is written.
    ///
    /// - Throws: `StarterError`, `FileError`.
    func write(to folder: FilePath) throws {
        let present = try files.filter { try FileSystem.status(folder.appending($0.path)) != nil }.map(\.path)
        guard present.isEmpty else { throw StarterError(present: present, folder: folder) }
        for file in files {
            let path = folder.appending(file.path)
            try FileSystem.makeFolder(path.removingLastComponent())
            try AtomicFile.write(file.bytes, to: path)
        }
    }
}
