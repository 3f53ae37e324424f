package import Templates

/// The variables of a project for one architecture, and the filling-in of texts with the template language.
package struct Variables: Sendable {
    /// Values may be templates themselves.
    package let values: TemplateVariables

    package init(_ values: TemplateVariables) {
        self.values = values
    }

    /// - Parameter values: names, and values as they would stand in YAML without quotes.
    package init(_ values: [String: String]) {
        var result: [String: TemplateValue] = [:]
        for (name, text) in values {
            result[name] = TemplateValue(scalar: TemplateText(text, name: name), isPlain: true)
        }
        self.values = TemplateVariables(result)
    }

    /// The variables that every project has, in kubespray's names.
    ///
    /// `download_url` is what stands before the host: `https:/` while the bundle is built, the file server at the site.
    package static func builtIn(for architecture: Architecture) -> Variables {
        let texts = [
            "arch": architecture == .amd64 ? "" : "-" + architecture.debian,
            "image_arch": architecture.oci,
            "host_architecture": architecture.oci,
            "host_os": "linux",
            "ansible_architecture": architecture.rpm,
            "ansible_system": "Linux",
            "download_url": "https:/",
            "registry_domain": "kube.registry.local",
            "registry_project": "library",
        ]
        var values = texts.mapValues { TemplateValue.string($0) }
        // A bundle is for every node, so what kubespray asks for a group of nodes is always wanted.
        let groups = ["all", "kube_control_plane", "kube_node", "etcd", "k8s_cluster"]
        values["group_names"] = .list(groups.map { .string($0) })
        return Variables(TemplateVariables(values))
    }

    /// These variables and others; the others win.
    package func merging(_ others: Variables) -> Variables { Variables(values.merging(others.values)) }

    /// These variables and others, as they would stand in YAML without quotes; the others win.
    package func merging(_ others: [String: String]) -> Variables { merging(Variables(others)) }

    /// These variables and others whose texts stand as they are, even where they look like templates; the others win.
    package func merging(literal others: [String: String]) -> Variables {
        merging(Variables(TemplateVariables(others.mapValues { .string($0) })))
    }

    /// All names, sorted.
    package var names: [String] { values.names }

    /// Evaluates templates with these variables.
    package var engine: TemplateEngine { TemplateEngine(values) }

    /// Fills in a text.
    ///
    /// - Throws: `TemplateError`, with the nearest name for an unknown one.
    package func expand(_ text: String) throws(TemplateError) -> String { try expand(TemplateText(text)) }

    /// Fills in a text.
    ///
    /// - Throws: `TemplateError`, with the nearest name for an unknown one.
    package func expand(_ text: TemplateText) throws(TemplateError) -> String {
        do {
            return try engine.render(text)
        } catch {
            throw suggesting(error)
        }
    }

    /// The same error, with the nearest name for an unknown one.
    package func suggesting(_ error: TemplateError) -> TemplateError {
        error.suggesting { NearestName.matches(for: $0, among: names).first }
    }
}
