import AirgapCore
import SystemPackage

/// Reads entries from the user's disk: a file, or a folder with all that is below it.
struct LocalEntryReader {
    private static let remoteKeys = [
        "sha256", "sha512", "sha256_url", "checksum_url", "checksum_file", "checksum", "signature", "signed_by",
        "allow_http", "unpack",
    ]

    let project: ProjectConfiguration
    let isTools: Bool

    func entries(_ node: ConfigurationNode, _ mapping: ConfigurationMapping) -> [FileEntry] {
        for key in Self.remoteKeys { mapping[key]?.fault("not for a local file") }
        let isAny = mapping["arch"].map { arch in
            if arch.text() != "any" { arch.fault("only 'any' is known") }
            return true
        }
        let target = target(node, mapping)
        guard let text = node.text(), let target else { return [] }
        do {
            guard let status = try FileSystem.status(project.path(text)) else {
                node.fault("no such file: \(Quoted(text))")
                return []
            }
            let found = try files(text, status, at: target, node)
            if found.isEmpty, status.kind == .folder { node.fault("the folder \(Quoted(text)) is empty") }
            let isProgram = isTools && status.kind == .file
            return found.map { file in
                FileEntry(
                    origin: .local(file.path), checksum: .firstUse, signature: nil, path: file.target, members: nil,
                    allowsPlainHTTP: false,
                    isExecutable: mapping["executable"]?.flag() ?? (isProgram || file.isExecutable),
                    isForAnyArchitecture: isAny ?? false)
            }
        } catch {
            node.fault("\(error)")
            return []
        }
    }

    private func target(_ node: ConfigurationNode, _ mapping: ConfigurationMapping) -> RelativePath? {
        if isTools, mapping["to"] == nil {
            return node.parsed { try RelativePath(FilePath($0).lastComponent?.string ?? $0) }
        }
        return mapping.required("to")?.parsed { try RelativePath($0.hasSuffix("/") ? String($0.dropLast()) : $0) }
    }

    private struct Found {
        let path: String
        let target: RelativePath
        let isExecutable: Bool
    }

    private func files(
        _ path: String, _ status: FileStatus, at target: RelativePath, _ node: ConfigurationNode
    ) throws -> [Found] {
        switch status.kind {
        case .file: return [Found(path: path, target: target, isExecutable: status.mode & 0o100 != 0)]
        case .folder:
            return try FileSystem.names(in: project.path(path)).flatMap { name -> [Found] in
                let child = path + "/" + name
                guard let status = try FileSystem.status(project.path(child)) else { return [] }
                return try files(child, status, at: target.appending(name), node)
            }
        default:
            node.fault("\(Quoted(path)) is a \(status.kind.rawValue): only regular files and folders can be taken")
            return []
        }
    }
}
