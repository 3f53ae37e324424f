/// The images that kubeadm pulls for a version of Kubernetes, by their names at the site (`library/<name>:<tag>`).
///
/// The tags of etcd, coredns and pause are constants of kubeadm (cmd/kubeadm/app/constants/constants.go in the
/// repository kubernetes/kubernetes); they may change between patch releases, so a minor has every tag that one of its
/// releases is known to pull, oldest first, as `kubeadm config images list` prints them. Docs: docs/lists.md.
package struct KubeadmImages: Sendable {
    /// One image and its tags, at least one.
    package struct Image: Equatable, Sendable {
        package let name: String
        package let tags: [String]
    }

    /// The minors that the table has.
    package static var minors: [Int] { table.keys.sorted() }

    private struct Row {
        let etcd: [String]
        let coredns: [String]
        let pause: [String]
    }

    private static let table: [Int: Row] = [
        28: Row(etcd: ["3.5.9-0"], coredns: ["v1.10.1"], pause: ["3.9"]),
        29: Row(etcd: ["3.5.10-0", "3.5.12-0"], coredns: ["v1.11.1"], pause: ["3.9"]),
        30: Row(etcd: ["3.5.12-0", "3.5.15-0"], coredns: ["v1.11.1", "v1.11.3"], pause: ["3.9"]),
        31: Row(etcd: ["3.5.15-0", "3.5.24-0"], coredns: ["v1.11.1", "v1.11.3"], pause: ["3.10"]),
        32: Row(etcd: ["3.5.16-0", "3.5.24-0"], coredns: ["v1.11.3"], pause: ["3.10"]),
        33: Row(etcd: ["3.5.21-0", "3.5.24-0"], coredns: ["v1.12.0"], pause: ["3.10"]),
        34: Row(etcd: ["3.6.4-0", "3.6.5-0"], coredns: ["v1.12.1"], pause: ["3.10.1"]),
    ]

    /// In the order in which kubeadm lists them.
    package let images: [Image]
    private let version: KubernetesVersion

    /// - Returns: nil for a minor that the table does not have.
    package init?(for version: KubernetesVersion) {
        guard let row = Self.table[version.minor] else { return nil }
        self.version = version
        let components = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"]
        images =
            components.map { Image(name: $0, tags: ["\(version)"]) } + [
                Image(name: "coredns", tags: row.coredns), Image(name: "pause", tags: row.pause),
                Image(name: "etcd", tags: row.etcd),
            ]
    }

    /// What differs between listed images (`library/pause:3.10`) and what kubeadm would pull; nothing when the list has no image of
    /// kubeadm's at all, for then it is made for something else.
    ///
    /// etcd may be missing, for it may run outside of kubeadm; with another tag it is a difference too.
    package func differences(from listed: [String]) -> [String] {
        let prefix = "library/"
        var tags: [String: [String]] = [:]
        for name in listed where name.hasPrefix(prefix) {
            guard let colon = name.lastIndex(of: ":") else { continue }
            tags[String(name[..<colon].dropFirst(prefix.count)), default: []].append(
                String(name[name.index(after: colon)...]))
        }
        guard images.contains(where: { $0.name.hasPrefix("kube-") && tags[$0.name] != nil }) else { return [] }
        return images.compactMap { image in
            let found = tags[image.name] ?? []
            if found.contains(where: image.tags.contains) || (found.isEmpty && image.name == "etcd") { return nil }
            let wanted = image.tags.map { "\(image.name):\($0)" }.joined(separator: " or ")
            let depends = image.tags.count > 1 ? ", which of them depends on the patch release" : ""
            let listed =
                found.isEmpty ? "none" : found.sorted().map { "\(prefix)\(image.name):\($0)" }.joined(separator: ", ")
            return "kubeadm of \(version) pulls \(wanted)\(depends); listed: \(listed)"
        }
    }
}
