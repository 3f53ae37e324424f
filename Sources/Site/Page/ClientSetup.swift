import AirgapCore

/// The page's part on setting up clients: commands to be copied as they stand.
struct ClientSetup {
    let hosts: SiteHosts
    let facts: SiteFacts
    let inventory: SiteInventory

    var html: String {
        let parts = [whole, authority, apt, dnf, containerd, docker, podman, curl].compactMap(\.self)
        return "<h2 id=\"setup\">Set up a client</h2>\n" + parts.joined()
    }

    private func part(_ title: String, _ text: String, _ commands: String) -> String {
        """
        <h3>\(title)</h3>
        <p>\(text)</p>
        <pre>\(HTMLText.escape(commands))</pre>

        """
    }

    private var hasNodeScript: Bool { inventory.files.contains { $0.path == "node-setup.sh" } }

    private var whole: String? {
        guard hasNodeScript else { return nil }
        return part(
            "A whole node", "Repositories, trust, names, containerd and clock, as root:",
            "curl -fsS http://\(hosts.http)/node-setup.sh | bash -s -- http://\(hosts.http)"
                + (facts.authority.map { " --ca-sha256 \($0.hex)" } ?? ""))
    }

    private var authority: String? {
        guard let digest = facts.authority else { return nil }
        return part(
            "Trust", "Compare the digest with the one that the server's operator tells you.",
            """
            cd "$(mktemp -d)" && curl -fsSO http://\(hosts.http)/certs/rootCA.crt
            echo '\(digest.hex)  rootCA.crt' > SHA256SUMS
            # Debian, Ubuntu
            sha256sum -c SHA256SUMS && cp rootCA.crt /usr/local/share/ca-certificates/airgap-site.crt && update-ca-certificates
            # RHEL, Rocky, Fedora, openEuler
            sha256sum -c SHA256SUMS && cp rootCA.crt /etc/pki/ca-trust/source/anchors/airgap-site.crt && update-ca-trust
            # the registry's name
            echo '\(facts.address) \(facts.domain)' >> /etc/hosts
            """)
    }

    private var apt: String? {
        let files = inventory.files.map(\.path).filter { $0.hasPrefix("repos/") && $0.hasSuffix("-http.sources") }
        guard !files.isEmpty else { return nil }
        let lines = files.map { path in
            "curl -fsS https://\(hosts.registry)/\(path) | sed 's,http://@AIRGAP_SERVER@,https://\(hosts.registry),' "
                + "> /etc/apt/sources.list.d/airgap.sources"
        }
        let choice = files.count > 1 ? "# one of these\n" : ""
        return part(
            "apt",
            (key.isEmpty ? "The" : "After the steps under Trust; the")
                + " bundle's repository beside, or instead of, those of the machine:",
            key + choice + lines.joined(separator: "\n")
                + "\napt-get -o APT::Update::Error-Mode=any update && apt-get install …")
    }

    /// Over TLS: whoever could change the key on its way could sign packages.
    private var key: String {
        guard inventory.files.contains(where: { $0.path == "repos/keys/airgap-site.asc" }) else { return "" }
        return "mkdir -p /etc/apt/keyrings\ncurl -fsSo /etc/apt/keyrings/airgap-site.asc "
            + "https://\(hosts.registry)/repos/keys/airgap-site.asc\n"
    }

    /// All of it over TLS: the file says where keys are, and what they have to check.
    private var dnf: String? {
        let files = inventory.files.map(\.path).filter { $0.hasPrefix("repos/") && $0.hasSuffix("-http.repo") }
        guard !files.isEmpty else { return nil }
        let lines = files.map { path in
            "curl -fsS http://\(hosts.http)/\(path) | sed 's,@AIRGAP_SERVER@,\(hosts.http),' "
                + "> /etc/yum.repos.d/airgap.repo"
        }
        return part(
            "dnf, yum", "The bundle's repository; --disablerepo='*' leaves out those that cannot be reached:",
            (files.count > 1 ? "# one of these\n" : "") + lines.joined(separator: "\n")
                + "\ndnf --disablerepo='*' --enablerepo='airgap-*' install …")
    }

    private var image: String { inventory.images.first?.name ?? "library/name:tag" }

    private var containerd: String? {
        guard !inventory.images.isEmpty else { return nil }
        let commands = facts.registries.map { registry in
            """
            mkdir -p /etc/containerd/certs.d/\(registry)
            cat > /etc/containerd/certs.d/\(registry)/hosts.toml <<'END'
            server = "https://\(hosts.registry)"
            [host."https://\(hosts.registry)"]
              capabilities = ["pull", "resolve"]
            END
            """
        }
        return part(
            "containerd, Kubernetes",
            "Images keep the names that manifests have; config_path must be /etc/containerd/certs.d:",
            commands.joined(separator: "\n") + "\nctr images pull --hosts-dir /etc/containerd/certs.d "
                + (inventory.images.first.map { $0.source ?? "docker.io/" + $0.name } ?? "NAME"))
    }

    private var docker: String? {
        guard !inventory.images.isEmpty else { return nil }
        return part(
            "docker", "After the steps under Trust; images have the site's names:",
            """
            mkdir -p /etc/docker/certs.d/\(hosts.registry)
            curl -fsSo /etc/docker/certs.d/\(hosts.registry)/ca.crt https://\(hosts.registry)/certs/rootCA.crt
            docker pull \(hosts.registry)/\(image)
            """)
    }

    private var podman: String? {
        guard !inventory.images.isEmpty else { return nil }
        let mirrors = facts.registries.map { registry in
            "[[registry]]\nprefix = \"\(registry)\"\nlocation = \"\(hosts.registry)/\(registry)\""
        }
        return part(
            "podman, buildah, skopeo, CRI-O", "After the steps under Trust; images keep their names:",
            "cat > /etc/containers/registries.conf.d/airgap.conf <<'END'\n" + mirrors.joined(separator: "\n")
                + "\nEND\npodman pull " + (inventory.images.first.map { $0.source ?? "docker.io/" + $0.name } ?? "NAME")
        )
    }

    private var curl: String? {
        let file = inventory.files.first { $0.path.hasPrefix("files/") || $0.path.hasPrefix("tools/") }
        return part(
            "curl, wget", "Any file, whole or in part; SHA256SUMS of the bundle has the digests:",
            "curl -fLO http://\(hosts.http)/\(PercentEncoding.encode(path: file?.path ?? "repos/"))")
    }
}
