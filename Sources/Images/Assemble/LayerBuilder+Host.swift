import AirgapCore
import SystemPackage

extension LayerBuilder {
    /// Adds a file or a whole folder of the builder's disk.
    ///
    /// Owner and time of the disk are not taken, and of the mode only whether a file is executable: checkouts differ in them.
    mutating func addHost(_ content: LayerContent, to layer: LayerWriter) throws {
        let source = folder.pushing(FilePath(content.path)).lexicallyNormalized()
        guard let status = try FileSystem.status(source) else {
            throw FileError("open", source, .noSuchFileOrDirectory)
        }
        if status.kind == .folder {
            try addTree(source, at: content.to?.description ?? "", content, to: layer)
        } else {
            try addFile(source, at: content.to?.description ?? source.lastComponent?.string ?? "", content, to: layer)
        }
    }

    private mutating func addTree(
        _ source: FilePath, at path: String, _ content: LayerContent, to layer: LayerWriter
    ) throws {
        if !path.isEmpty { try addFolder(member(path, .folder, content, mode: 0o755), to: layer) }
        for name in try FileSystem.names(in: source) {
            let from = source.appending(name)
            let place = try RelativePath(path.isEmpty ? name : "\(path)/\(name)").description
            switch try FileSystem.status(from)?.kind {
            case .folder?: try addTree(from, at: place, content, to: layer)
            case .file?: try addFile(from, at: place, content, to: layer)
            case .link?:
                let target = try FileSystem.linkTarget(from)
                try add(member(place, .symbolicLink(target), content, mode: 0o777), to: layer)
            case let kind?: throw AssemblyError.specialFile(from.string, kind: kind.rawValue)
            case nil: throw FileError("open", from, .noSuchFileOrDirectory)
            }
        }
    }

    private mutating func addFile(
        _ source: FilePath, at path: String, _ content: LayerContent, to layer: LayerWriter
    ) throws {
        let file = try FileReader(source)
        file.expectSequentialReading()
        try inventory.inspect(file, at: path, for: architecture)
        let isExecutable = (try FileSystem.status(source)?.mode ?? 0) & 0o111 != 0
        let mode = content.mode ?? (isExecutable ? 0o755 : 0o644)
        try add(member(path, .file(file.size), content, mode: mode), to: layer) { try file.read(upTo: 1 << 18) }
    }
}
