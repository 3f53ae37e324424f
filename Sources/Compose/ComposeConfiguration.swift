import AirgapCore
import SystemPackage

/// The section `compose:` of airgap.yaml, with its templates read and filled in.
///
/// ```yaml
/// compose: { templates: templates/site }
/// ```
struct ComposeConfiguration: Sendable {
    /// Names at the bundle's top that belong to the program.
    static let reserved = [
        BundleLayout.manifest, BundleLayout.checksums, BundleLayout.checksums + ".sig", BundleLayout.lock,
        BundleLayout.program,
    ]

    /// Sorted by path.
    let files: [RenderedFile]

    /// - Returns: nil without the section, or with a fault in it or in a template.
    init?(project: ProjectConfiguration) {
        guard let section = project.section("compose"), let mapping = section.mapping(keys: ["templates"]) else {
            return nil
        }
        let before = project.faultCount
        let node = mapping["templates"]
        let folder = node.map { $0.text() } ?? "templates/site"
        guard let folder else { return nil }
        let reader = TemplateFolder(project: project, node: node ?? section, name: folder)
        files = reader.read().sorted { $0.path < $1.path }
        if files.isEmpty, project.faultCount == before {
            (node ?? section).fault("no template in \(Quoted(folder))")
        }
        guard project.faultCount == before else { return nil }
    }

    var locked: LockedCompose {
        LockedCompose(
            files: files.map {
                LockedCompose.File(path: $0.path, digest: Digest(of: $0.bytes), isExecutable: $0.isExecutable)
            })
    }
}
