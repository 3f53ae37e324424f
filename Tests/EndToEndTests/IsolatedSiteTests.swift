import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// A site without any way out, from the unpacked bundle to nodes that install and pull from it.
struct IsolatedSiteTests {
    @Test func `install.sh with nginx and docker-registry, then airgap serve; nodes with apt, dnf and containerd`()
        async throws
    {
        let scene = try await IsolatedSiteScene.make()
        let said = try await scene.run(
            Self.install + Self.refusals + Self.nodes("") + Self.secureNode + Self.removal + Self.serve
                + Self.nodes("https"))
        for line in [
            "POST: 403", "tls1.1: refused", "over https: 0", "same files: node2", "same files: node3", "trusted: 200",
            "same files: site", "OK: nothing is missing, added or changed, and the site's key signed it.",
        ] {
            #expect(said.contains(line + "\n"), "\(line)")
        }
        for line in [
            "authority refused", "installed from the site: 0", "rpm: site-tool-1.0-1 site-library-1.0-1",
            "ctr: quay.io/calico/node:v3.30.6", "ctr: registry.k8s.io/pause:3.10",
        ] {
            // Once against nginx and docker-registry over http, once against airgap serve over https.
            #expect(said.split(separator: "\n").filter { $0 == line }.count == 2, "\(line)")
        }
        #expect(!said.contains("ERROR"), "\(said.suffix(20_000))")
        try checkOffline(scene)
    }

    private func checkOffline(_ scene: IsolatedSiteScene) throws {
        let offline = try FileSystem.read(scene.tree.appending("config/offline.yml"), limit: 1 << 20)
        let text = String(decoding: offline, as: UTF8.self)
        #expect(text.contains(#"kubelet_download_url: "{{ files_repo }}/dl.example.org/v1.34.3/amd64/kubelet""# + "\n"))
        #expect(text.contains(#"calico_node_image_repo: "{{ registry_host }}/library/calico-node""# + "\n"))
        #expect(text.contains(#"pod_infra_image_repo: "{{ registry_host }}/library/pause""# + "\n"))
        #expect(text.contains(#"calico_version: "v3.30.6""# + "\n"))
    }

    /// The person's two commands on a minimal Debian: nothing but what debootstrap's minbase has.
    private static let install = """
        site
        listing site $base > $work/site.before
        # No address in config.yaml: the machine has one.
        on site site /bundle/install.sh --key /bundle/resources/nginx/repos/keys/airgap-site.asc
        on site site /bundle/install.sh health-check
        on site site /bundle/install.sh compose > $work/again 2>&1
        [ $(grep -c 'done before' $work/again) = 13 ] || { echo "ERROR: not all is done before"; cat $work/again; }
        sha=$(sha256sum < $bundle/site/public/certs/rootCA.crt | cut -c 1-64)
        script=http://10.77.0.1:8080/node-setup.sh
        # What kubespray would fetch is there.
        url=$(sed -n 's/^kubelet_download_url: "{{ files_repo }}\\(.*\\)"/\\1/p' $bundle/site/offline.yml)
        [ "$(ip netns exec node curl -fsS http://10.77.0.1:8080/files$url)" = content ] || echo "ERROR: no kubelet"

        """

    private static let refusals = """
        curl() { ip netns exec node curl -sS --resolve kube.registry.local:443:10.77.0.1 "$@"; }
        at=https://kube.registry.local/v2
        for method in POST PUT PATCH DELETE; do
            code=$(curl --cacert $bundle/site/certs/rootCA.crt -o /dev/null -w '%{http_code}' -X $method $at/library/pause/blobs/uploads/)
            echo "$method: $code"
            [ $code = 403 ] || echo "ERROR: $method is $code"
        done
        curl --cacert $bundle/site/certs/rootCA.crt --tls-max 1.1 $at/ 2> /dev/null || echo "tls1.1: refused"
        curl -fI --cacert $bundle/site/certs/rootCA.crt "$at/calico/node/manifests/v3.30.6?ns=quay.io" \\
            -H 'Accept: application/vnd.oci.image.manifest.v1+json' | grep -qi '^docker-content-digest: sha256:' || echo "ERROR: HEAD"
        [ "$(curl --cacert $bundle/site/certs/rootCA.crt "$at/_catalog?n=1")" = '{"repositories":["library/calico-node"]}' ] ||
            echo "ERROR: the catalog's pages"

        """

    /// Nodes of three kinds; packages come over HTTP, or over `https`.
    private static func nodes(_ way: String) -> String {
        "options=\(way.isEmpty ? "" : "--https") way=\(way)\n" + debianNode + rpmNode + containerdNode
    }

    /// A node as bare as the site's machine installs all that the default groups name.
    private static let debianNode = """
        root debian$way $base
        ip netns exec node curl -fsS $script > $work/debian$way/root/node-setup.sh
        on node debian$way bash /root/node-setup.sh http://10.77.0.1:8080 --ca-sha256 $(printf '0%.0s' {1..64}) > $work/said 2>&1 || true
        grep -q 'not 0000' $work/said && [ ! -e $work/debian$way/var/lib/airgap-node ] && echo "authority refused"
        on node debian$way bash /root/node-setup.sh http://10.77.0.1:8080 --ca-sha256 $sha $options
        grep -q '^Signed-By: /etc/apt/keyrings/airgap-site.asc' $work/debian$way/etc/apt/sources.list.d/airgap.sources ||
            echo "ERROR: no Signed-By"
        grep -rqi 'trusted' $work/debian$way/etc/apt/sources.list.d && echo "ERROR: trusted without a signature"
        names=$(jq -r '.bundles.amd64.modules["os-packages"].locked.targets[] | select(.id == "debian12").requested[]' $bundle/airgap.lock)
        status=0
        on node debian$way apt-get install -y --no-install-recommends $names > $work/apt 2>&1 || { status=$?; tail -n 20 $work/apt; }
        echo "installed from the site: $status"
        on node debian$way conntrack --version
        on node debian$way curl -fsS https://kube.registry.local/v2/_catalog
        on node debian$way chronyd -p -f /etc/chrony/chrony.conf | grep -q '^server 10.77.0.1 iburst' || echo "ERROR: chrony"

        """

    /// Packages over TLS on a machine that has no ca-certificates; and back, twice.
    private static let secureNode = """
        root node2 $base
        cp $work/debian/root/node-setup.sh $work/node2/root
        listing node2 $base > $work/before
        on node node2 bash /root/node-setup.sh http://10.77.0.1:8080 --ca-sha256 $sha --https --no-packages
        listing node2 $base > $work/once
        on node node2 bash /root/node-setup.sh http://10.77.0.1:8080 --ca-sha256 $sha --https --no-packages
        listing node2 $base > $work/twice
        diff $work/once $work/twice || echo "ERROR: the second run made something else"
        status=0
        on node node2 apt-get install -y --no-install-recommends --download-only -o Dir::Cache::archives=/tmp conntrack \\
            -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= > $work/apt 2>&1 || { status=$?; cat $work/apt; }
        grep -q 'Get:1 https://kube.registry.local:443/' $work/apt || echo "ERROR: not over https"
        echo "over https: $status"
        on node node2 bash /root/node-setup.sh --remove
        listing node2 $base > $work/after
        diff $work/before $work/after && echo "same files: node2"

        """

    /// Debian's dnf on a machine that says it is Rocky 9.
    private static let rpmNode = """
        root rocky$way /
        rm -f $work/rocky$way/etc/os-release
        printf 'ID="rocky"\\nVERSION_ID="9.4"\\nPRETTY_NAME="Rocky Linux 9.4"\\n' > $work/rocky$way/etc/os-release
        ip netns exec node curl -fsS $script > $work/rocky$way/opt/node-setup.sh
        on node rocky$way bash /opt/node-setup.sh http://10.77.0.1:8080 --ca-sha256 $sha --no-packages $options
        [ $(grep -cE '^(repo_)?gpgcheck=1$' $work/rocky$way/etc/yum.repos.d/airgap.repo) = 2 ] || echo "ERROR: gpgcheck"
        # Keys are read from the disk: they came over TLS.
        grep -A 1 '^gpgkey=' $work/rocky$way/etc/yum.repos.d/airgap.repo | tr -d ' ' | sed 's/^gpgkey=//' > $work/keys
        while read -r key; do
            cmp "$work/rocky$way/${key#file:///}" "$bundle/resources/nginx/repos/keys/${key#file:///etc/pki/rpm-gpg/airgap-}" ||
                echo "ERROR: $key"
        done < $work/keys
        [ $(wc -l < $work/keys) = 2 ] || { echo "ERROR: not both keys"; cat $work/keys; }
        on node rocky$way dnf -q -y --installroot=/opt/rocky --setopt=plugins=0 --setopt=reposdir=/etc/yum.repos.d --releasever=9 \\
            --setopt=varsdir=/etc/dnf/vars install site-tool > $work/dnf 2>&1 || { echo "ERROR: dnf"; cat $work/dnf; }
        echo "rpm: $(on node rocky$way rpm --root /opt/rocky -qa --qf '%{NAME}-%{VERSION}-%{RELEASE} ' | tr ' ' '\\n' |
            grep site | sort -r | tr '\\n' ' ' | sed 's/ $//')"

        """

    private static let containerdNode = """
        mkdir -p $work/rocky$way/run/c
        printf 'version = 2\\nroot = "/opt/c"\\nstate = "/run/c"\\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\\n[grpc]\\naddress = "/run/c/s"\\n' \\
            > $work/rocky$way/opt/c.toml
        on node rocky$way containerd -c /opt/c.toml 2> $work/containerd.log &
        for name in quay.io/calico/node:v3.30.6 registry.k8s.io/pause:3.10 kube.registry.local/library/pause:3.10; do
            for try in {1..50}; do
                on node rocky$way ctr -a /run/c/s version > /dev/null 2>&1 && break || sleep 0.1
            done
            on node rocky$way ctr -a /run/c/s images pull --hosts-dir /etc/containerd/certs.d $name > $work/ctr 2>&1 || {
                echo "ERROR: $name"; cat $work/ctr; }
        done
        on node rocky$way ctr -a /run/c/s images ls -q | sed 's/^/ctr: /'

        """

    /// The way back: a machine that has all packages by now, whose update-ca-certificates is real, and then the site.
    private static let removal = """
        on node debian bash /root/node-setup.sh --remove
        root node3 $work/debian
        listing node3 $work/debian > $work/before
        ip netns exec node curl -fsS $script | on node node3 bash -s -- http://10.77.0.1:8080 --ca-sha256 $sha --no-packages
        echo "trusted: $(on node node3 curl -s -o /dev/null -w '%{http_code}' https://kube.registry.local/v2/)"
        ip netns exec node curl -fsS $script | on node node3 bash -s -- http://10.77.0.1:8080 --remove
        listing node3 $work/debian > $work/after
        diff $work/before $work/after && echo "same files: node3"
        on site site /bundle/install.sh remove --packages
        [ ! -e $bundle/site ] && [ ! -e $bundle/.install_steps ] || ls -R $bundle/site
        # What dpkg keeps of packages that were there is its own.
        listing site $base > $work/after
        diff <(grep -vE ' ./(var/(lib/dpkg|lib/apt/extended_states|cache|log)|etc/(\\.pwd\\.lock|group-|passwd-|shadow-|gshadow-))' $work/site.before) \\
            <(grep -vE ' ./(var/(lib/dpkg|lib/apt/extended_states|cache|log)|etc/(\\.pwd\\.lock|group-|passwd-|shadow-|gshadow-))' $work/after) && echo "same files: site"

        """

    /// The same bundle without nginx, registry and install.sh.
    private static let serve = """
        umount -R -l $work/site $work/engine
        root server /
        touch $work/server/opt/airgap
        mount --bind \(AirgapProgram.path) $work/server/opt/airgap
        mkdir $work/server/opt/bundle
        mount --bind $bundle $work/server/opt/bundle
        rm $bundle/config.yaml 2> /dev/null || true
        on site server /opt/airgap serve /opt/bundle --http-port 8080 --https-port 443 --registry-domain kube.registry.local \\
            --address 10.77.0.1 --state /opt/state > $work/serve.log 2>&1 &
        for try in {1..100}; do
            ip netns exec node curl -fsS http://10.77.0.1:8080/site.conf > $work/site.conf 2> /dev/null && break || sleep 0.1
        done
        cat $work/site.conf || cat $work/serve.log
        sha=$(ip netns exec node curl -fsS http://10.77.0.1:8080/certs/rootCA.crt | sha256sum | cut -c 1-64)

        """
}
