import AirgapCore

/// The section `files:` of airgap.yaml.
///
/// ```yaml
/// files:
///   extra:
///     - { url: 'https://dl.example/{{ kube_version }}/kubectl', sha256: '…', executable: true }
///     - { url: 'https://dl.example/helm.tar.gz', checksum_url: 'https://dl.example/helm.tar.gz.sha256' }
///     - { path: drivers/x.run, to: nvidia/x.run }
/// ```
struct FilesConfiguration {
    let entries: [FileEntry]

    /// - Returns: nil without the section, or with a fault in it.
    init?(project: ProjectConfiguration) {
        guard let section = project.section("files"), let mapping = section.mapping(keys: ["extra"]) else { return nil }
        let before = project.faultCount
        let reader = FileEntryReader(project: project, isTools: false)
        entries = mapping.list("extra").flatMap(reader.entries)
        FileEntryReader.reportTwins(entries, section)
        if entries.isEmpty, project.faultCount == before { section.fault("no file is listed under 'extra'") }
        guard project.faultCount == before else { return nil }
    }
}
