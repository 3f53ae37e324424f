import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// A site without any way out, from the unpacked bundle to nodes that install and pull from it.
struct IsolatedSiteTests {
    @Test func `install.sh, nginx and docker-registry; nodes with apt, dnf and containerd`() async throws {
        let scene = try await IsolatedSiteScene.make()
        let said = try await scene.run(
            Self.install + Self.refusals + Self.debianNode + Self.secureNode + Self.rpmNode + Self.containerdNode
                + Self.removal)
        for line in [
            "installed from the site: 0", "POST: 403", "tls1.1: refused", "authority refused", "over https: 0",
            "same files: node2", "ctr: quay.io/calico/node:v3.30.6", "ctr: registry.k8s.io/pause:3.10",
            "rpm: site-tool-1.0-1 site-library-1.0-1", "same files: node3", "trusted: 200", "same files: site",
        ] {
            #expect(said.contains(line + "\n"), "\(line)")
        }
        #expect(!said.contains("ERROR"), "\(said.suffix(20_000))")
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

    /// A node as bare as the site's machine installs all that the default groups name.
    private static let debianNode = """
        root node1 $base
        ip netns exec node curl -fsS $script > $work/node1/root/node-setup.sh
        on node node1 bash /root/node-setup.sh http://10.77.0.1:8080 --ca-sha256 $(printf '0%.0s' {1..64}) > $work/said 2>&1 || true
        grep -q 'not 0000' $work/said && [ ! -e $work/node1/var/lib/airgap-node ] && echo "authority refused"
        on node node1 bash /root/node-setup.sh http://10.77.0.1:8080 --ca-sha256 $sha
        grep -q '^Signed-By: /etc/apt/keyrings/airgap-site.asc' $work/node1/etc/apt/sources.list.d/airgap.sources
        ! grep -rqi 'trusted' $work/node1/etc/apt/sources.list.d
        names=$(jq -r '.bundles.amd64.modules["os-packages"].locked.targets[] | select(.id == "debian12").requested[]' $bundle/airgap.lock)
        status=0
        on node node1 apt-get install -y --no-install-recommends $names > $work/apt 2>&1 || { status=$?; tail -n 20 $work/apt; }
        echo "installed from the site: $status"
        on node node1 conntrack --version
        on node node1 curl -fsS https://kube.registry.local/v2/_catalog
        on node node1 chronyd -p -f /etc/chrony/chrony.conf | grep -q '^server 10.77.0.1 iburst' || echo "ERROR: chrony"

        """

    /// Packages over TLS on a machine that has no ca-certificates; and back, twice.
    private static let secureNode = """
        root node2 $base
        cp $work/node1/root/node-setup.sh $work/node2/root
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
        root engine2 /
        rm -f $work/engine2/etc/os-release
        printf 'ID="rocky"\\nVERSION_ID="9.4"\\nPRETTY_NAME="Rocky Linux 9.4"\\n' > $work/engine2/etc/os-release
        ip netns exec node curl -fsS $script > $work/engine2/opt/node-setup.sh
        on node engine2 bash /opt/node-setup.sh http://10.77.0.1:8080 --ca-sha256 $sha --no-packages
        grep -qx gpgcheck=1 $work/engine2/etc/yum.repos.d/airgap.repo && grep -qx repo_gpgcheck=1 $work/engine2/etc/yum.repos.d/airgap.repo
        on node engine2 dnf -q -y --installroot=/opt/rocky --setopt=plugins=0 --setopt=reposdir=/etc/yum.repos.d --releasever=9 \\
            --setopt=varsdir=/etc/dnf/vars install site-tool > $work/dnf 2>&1 || { echo "ERROR: dnf"; cat $work/dnf; }
        echo "rpm: $(on node engine2 rpm --root /opt/rocky -qa --qf '%{NAME}-%{VERSION}-%{RELEASE} ' | tr ' ' '\\n' |
            grep site | sort -r | tr '\\n' ' ' | sed 's/ $//')"

        """

    private static let containerdNode = """
        mkdir -p $work/engine2/run/c
        printf 'version = 2\\nroot = "/opt/c"\\nstate = "/run/c"\\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\\n[grpc]\\naddress = "/run/c/s"\\n' \\
            > $work/engine2/opt/c.toml
        on node engine2 containerd -c /opt/c.toml 2> $work/containerd.log &
        for name in quay.io/calico/node:v3.30.6 registry.k8s.io/pause:3.10 kube.registry.local/library/pause:3.10; do
            for try in {1..50}; do
                on node engine2 ctr -a /run/c/s version > /dev/null 2>&1 && break || sleep 0.1
            done
            on node engine2 ctr -a /run/c/s images pull --hosts-dir /etc/containerd/certs.d $name > $work/ctr 2>&1 || {
                echo "ERROR: $name"; cat $work/ctr; }
        done
        on node engine2 ctr -a /run/c/s images ls -q | sed 's/^/ctr: /'

        """

    /// The way back: a machine that has all packages by now, whose update-ca-certificates is real, and then the site.
    private static let removal = """
        on node node1 bash /root/node-setup.sh --remove
        root node3 $work/node1
        listing node3 $work/node1 > $work/before
        ip netns exec node curl -fsS $script | on node node3 bash -s -- http://10.77.0.1:8080 --ca-sha256 $sha --no-packages
        echo "trusted: $(on node node3 curl -s -o /dev/null -w '%{http_code}' https://kube.registry.local/v2/)"
        ip netns exec node curl -fsS $script | on node node3 bash -s -- http://10.77.0.1:8080 --remove
        listing node3 $work/node1 > $work/after
        diff $work/before $work/after && echo "same files: node3"
        on site site /bundle/install.sh remove --packages
        [ ! -e $bundle/site ] && [ ! -e $bundle/.install_steps ] || ls -R $bundle/site
        # What dpkg keeps of packages that were there is its own.
        listing site $base > $work/after
        diff <(grep -vE ' ./(var/(lib/dpkg|lib/apt/extended_states|cache|log)|etc/(\\.pwd\\.lock|group-|passwd-|shadow-|gshadow-))' $work/site.before) \\
            <(grep -vE ' ./(var/(lib/dpkg|lib/apt/extended_states|cache|log)|etc/(\\.pwd\\.lock|group-|passwd-|shadow-|gshadow-))' $work/after) && echo "same files: site"

        """
}
