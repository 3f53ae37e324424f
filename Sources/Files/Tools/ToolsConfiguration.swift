import AirgapCore

/// The section `tools:` of airgap.yaml: entries as in `files.extra`, executable unless they say otherwise.
///
/// ```yaml
/// tools:
///   - { url: 'https://dl.example/{{ kube_version }}/kubectl', checksum_url: 'https://dl.example/kubectl.sha256' }
///   - { url: 'https://dl.example/helm.tar.gz', sha256: '…', unpack: linux-amd64/helm }
/// ```
struct ToolsConfiguration {
    let entries: [FileEntry]

    /// - Returns: nil without the section, or with a fault in it.
    init?(project: ProjectConfiguration) {
        guard let section = project.section("tools"), let elements = section.list() else { return nil }
        let before = project.faultCount
        entries = elements.flatMap(FileEntryReader(project: project, isTools: true).entries)
        FileEntryReader.reportTwins(entries, section)
        guard project.faultCount == before, !entries.isEmpty else { return nil }
    }
}
