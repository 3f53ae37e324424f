import AirgapCore
import SystemPackage

/// Reads a folder of templates; every fault names the template, the line and the column.
struct TemplateFolder {
    private let project: ProjectConfiguration
    private let node: ConfigurationNode
    private let name: String
    private let variables: Variables

    /// - Parameters:
    ///   - project: the project.
    ///   - node: the key that names the folder.
    ///   - name: the folder as written.
    init(project: ProjectConfiguration, node: ConfigurationNode, name: String) {
        self.project = project
        self.node = node
        self.name = name
        let origins = SiteOrigins(project: project)
        variables = project.variables.merging([
            "bundle_name": project.name, "bundle_version": project.version,
            "bundle_arch": project.architecture.debian,
        ]).merging(literal: [
            "image_origins": origins.lines, "nginx_origins": origins.nginxMap,
            "offline_variables": OfflineVariables(project: project, origins: origins).yaml,
        ])
    }

    /// Every regular file below the folder, filled in.
    func read() -> [RenderedFile] { read("") }

    private func read(_ below: String) -> [RenderedFile] {
        let folder = project.path(name).pushing(FilePath(below))
        let names: [String]
        do {
            names = try FileSystem.names(in: folder)
        } catch {
            node.fault("\(error)")
            return []
        }
        return names.flatMap { read(entry: below.isEmpty ? $0 : below + "/" + $0) }
    }

    private func read(entry: String) -> [RenderedFile] {
        let status: FileStatus?
        do {
            status = try FileSystem.status(project.path(name).pushing(FilePath(entry)))
        } catch {
            node.fault("\(error)")
            return []
        }
        switch status?.kind {
        case .folder: return read(entry)
        case .file: return render(entry, isExecutable: (status?.mode ?? 0) & 0o100 != 0).map { [$0] } ?? []
        case let kind:
            node.fault("\(name)/\(entry) is a \(kind?.rawValue ?? "missing file"): only regular files can be templates")
            return []
        }
    }

    private func render(_ entry: String, isExecutable: Bool) -> RenderedFile? {
        let file = name + "/" + entry
        guard let text = project.rendered(at: file, namedBy: node, with: variables) else { return nil }
        do {
            let path = try RelativePath(entry)
            guard ComposeModule.owns(path) else {
                node.fault("\(file): the name \(Quoted(entry)) belongs to the program")
                return nil
            }
            return RenderedFile(path: path, bytes: Array(text.utf8), isExecutable: isExecutable)
        } catch {
            node.fault("\(file): \(error)")
            return nil
        }
    }
}
