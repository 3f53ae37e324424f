extension ProjectConfiguration {
    /// The text of `kube_version`: the project's variable, or what the lists of images and files define.
    var kubeVersion: String? {
        if let own = try? variables.expand("{{ kube_version }}") { return own }
        // What is wrong with the lists is told by the modules that read them.
        let silent = ProjectConfiguration(
            folder: folder, name: name, version: version, architectures: architectures, architecture: architecture,
            variables: variables, mirrors: mirrors, root: root, collector: FaultCollector())
        for section in ["images", "files"] {
            guard case .mapping? = silent.section(section)?.value.content else { continue }
            let nodes = silent.section(section)?.openMapping()?["lists"]?.list() ?? []
            if let found = SourceListReader(project: silent).variable("kube_version", in: nodes) { return found }
        }
        return nil
    }
}
