import AirgapCore

/// The section `files:` of airgap.yaml.
///
/// ```yaml
/// files:
///   lists: [templates/download.yml, more.list]   # docs/lists.md
///   without_checksum: first-use                  # what the lists have no checksum for
///   extra:
///     - { url: 'https://dl.example/{{ kube_version }}/kubectl', sha256: '…', executable: true }
///     - { url: 'https://dl.example/helm.tar.gz', checksum_url: 'https://dl.example/helm.tar.gz.sha256' }
///     - { path: drivers/x.run, to: nvidia/x.run }
/// ```
struct FilesConfiguration {
    private static let keys = ["lists", "without_checksum", "extra"]

    let entries: [FileEntry]

    /// - Returns: nil without the section, or with a fault in it.
    init?(project: ProjectConfiguration) {
        guard let section = project.section("files"), let mapping = section.mapping(keys: Self.keys) else { return nil }
        let before = project.faultCount
        let reader = FileEntryReader(project: project, isTools: false)
        let listed = ListedFileReader(project: project, section: mapping).entries()
        entries = listed + mapping.list("extra").flatMap(reader.entries)
        FileEntryReader.reportTwins(entries, section)
        if entries.isEmpty, project.faultCount == before {
            section.fault("no file is listed under 'extra' or in 'lists'")
        }
        guard project.faultCount == before else { return nil }
    }
}
