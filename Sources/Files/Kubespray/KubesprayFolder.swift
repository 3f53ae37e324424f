import AirgapCore
import SystemPackage

/// Reads the deployer's configuration folder, and holds its versions against the project's.
struct KubesprayFolder {
    private static let fileLimit = 4 << 20
    private static let countLimit = 10_000

    let project: ProjectConfiguration
    let kubeVersion: String

    /// Every regular file below the folder.
    func read(_ node: ConfigurationNode) -> [KubesprayConfiguration.File] {
        guard let text = node.text() else { return [] }
        let folder = text.hasSuffix("/") ? String(text.dropLast()) : text
        do {
            let files = try read(folder, below: "config", node)
            if files.isEmpty { node.fault("no file in \(Quoted(text))") }
            if files.count > Self.countLimit { node.fault("more than \(Self.countLimit) files in \(Quoted(text))") }
            return files
        } catch {
            node.fault("\(error)")
            return []
        }
    }

    private func read(_ path: String, below target: String, _ node: ConfigurationNode) throws
        -> [KubesprayConfiguration.File]
    {
        try FileSystem.names(in: project.path(path)).flatMap { name -> [KubesprayConfiguration.File] in
            let (child, place) = (path + "/" + name, target + "/" + name)
            guard let status = try FileSystem.status(project.path(child)) else { return [] }
            switch status.kind {
            case .folder: return try read(child, below: place, node)
            case .file:
                let bytes = try FileSystem.read(project.path(child), limit: Self.fileLimit)
                if name.hasSuffix(".yml") || name.hasSuffix(".yaml") { checkVersion(child, bytes) }
                return [
                    KubesprayConfiguration.File(
                        path: try RelativePath(place), bytes: bytes, isExecutable: status.mode & 0o100 != 0)
                ]
            default:
                node.fault("\(child) is a \(status.kind.rawValue): only regular files can be carried")
                return []
            }
        }
    }

    /// A `kube_version` at the top of a variables file must be the project's; a template in it is the deployer's matter.
    private func checkVersion(_ file: String, _ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.hasPrefix("kube_version:") {
            let value = line.dropFirst(13).prefix { $0 != "#" }.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
            guard !value.contains("{"), Self.bare(value) != Self.bare(kubeVersion) else { continue }
            project.fault(
                file: file, line: index + 1,
                "kube_version is \(Quoted(value)) here, but \(Quoted(kubeVersion)) in the project")
        }
    }

    private static func bare(_ version: String) -> Substring {
        version.hasPrefix("v") ? version.dropFirst() : version[...]
    }
}
