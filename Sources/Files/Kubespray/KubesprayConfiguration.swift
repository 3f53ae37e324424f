import AirgapCore

/// The section `kubespray:` of airgap.yaml: the deployer's image, its configuration folder, and variables.
///
/// ```yaml
/// kubespray:
///   image: library/kubespray:v2.27.0    # goes into the bundle's registry like those of images.list
///   config: kubespray/                  # carried as it is, below resources/kubespray/config
///   variables: { kube_network_plugin: calico }
/// ```
struct KubesprayConfiguration: Sendable {
    /// One file to carry.
    struct File: Sendable {
        /// Below `resources/kubespray`.
        let path: RelativePath
        let bytes: [UInt8]
        let isExecutable: Bool
    }

    let image: String
    let kubeVersion: String
    /// Sorted by path.
    let files: [File]

    /// - Returns: nil without the section, or with a fault in it.
    init?(project: ProjectConfiguration) {
        guard let section = project.section("kubespray") else { return nil }
        let before = project.faultCount
        guard let mapping = section.mapping(keys: ["image", "config", "variables"]) else { return nil }
        let image = mapping.requiredText("image")
        if project.section("images") == nil {
            section.fault("the section 'images' is missing: the deployer's image must be in the bundle")
        }
        let version = Self.kubeVersion(project, section)
        let folder = KubesprayFolder(project: project, kubeVersion: version ?? "")
        var files = mapping["config"].map(folder.read) ?? []
        guard let image, let version else { return nil }
        let variables = Self.variables(mapping, image: image, version: version)
        if let path = try? RelativePath("vars.yml") {
            files.append(File(path: path, bytes: variables, isExecutable: false))
        }
        guard project.faultCount == before else { return nil }
        self.image = image
        kubeVersion = version
        self.files = files.sorted { $0.path < $1.path }
    }

    var locked: LockedKubespray {
        LockedKubespray(
            image: image, kubeVersion: kubeVersion,
            files: files.map {
                LockedKubespray.File(
                    path: $0.path, digest: Digest(of: $0.bytes), size: Int64($0.bytes.count),
                    isExecutable: $0.isExecutable)
            })
    }

    /// The one variable that images, packages and the deployer must agree on.
    private static func kubeVersion(_ project: ProjectConfiguration, _ section: ConfigurationNode) -> String? {
        do {
            return try project.variables.expand("{{ kube_version }}")
        } catch {
            section.fault("the variable kube_version is needed: \(error)")
            return nil
        }
    }

    /// `vars.yml`: a JSON string is a YAML string too.
    private static func variables(_ mapping: ConfigurationMapping, image: String, version: String) -> [UInt8] {
        var values = ["kube_version": version, "kubespray_image": image]
        for entry in mapping["variables"]?.openMapping()?.entries ?? [] {
            if values[entry.name] != nil { entry.place.fault("this variable is set by the program") }
            values[entry.name] = entry.node.text()
        }
        let lines = values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { name, value in
            "\(name): \(String(decoding: JSONWriter.bytes(of: .string(value)), as: UTF8.self))"
        }
        return Array("---\n\(lines.joined())".utf8)
    }
}
