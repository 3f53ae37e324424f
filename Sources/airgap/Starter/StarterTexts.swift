/// The texts of the starter project.
enum StarterTexts {
    static let project = #"""
        # yaml-language-server: $schema=airgap.schema.json
        # What goes into the bundle. `airgap plan` says what it means, `airgap build` builds it.
        name: @name@
        version: "1.0"
        arches: [amd64]              # one bundle each; arm64 is built on any machine too

        # Used below as {{ kube_version }}. Built in: image_arch (amd64, arm64), ansible_architecture (x86_64, aarch64).
        variables:
          kube_version: v1.31.9
          helm_version: v3.16.4
          # For `compose:` below.
          # registry_domain: kube.registry.local
          # nginx_http_port: "8080"
          # registry_https_port: "443"
          # registry_push_port: "5000"
          # nginx_image: library/nginx:1.25
          # registry_image: library/registry:2.8

        # OS packages with all that they depend on, as repositories that apt at the site reads.
        packages: packages.yaml
        targets:
          - id: debian12
            family: deb
            repositories:
              # `system` is the mirror of this machine's own apt. Anywhere else name one, and the keyring that signs it:
              # url: https://mirrors.kernel.org/debian
              - url: system
                suites: [bookworm, bookworm-updates]
                components: [main]
                signed_by: /usr/share/keyrings/debian-archive-keyring.gpg
            groups: [common]

        # Files that the site's web server offers, at files/<host>/<path> or where `to` says.
        files:
          extra:
            - { path: files/90-site.conf, to: node/90-site.conf }
            # From the network, something must vouch for it: sha256, sha512, checksum_url, a signature with signed_by,
            # or `checksum: first-use`, which keeps in airgap.lock what came first.
            # - url: 'https://dl.k8s.io/release/{{ kube_version }}/bin/linux/{{ image_arch }}/kubeadm'
            #   checksum_url: 'https://dl.k8s.io/release/{{ kube_version }}/bin/linux/{{ image_arch }}/kubeadm.sha256'
            #   executable: true

        # Programs that the install node itself needs: binaries, or members of an archive.
        # tools:
        #   - url: 'https://get.helm.sh/helm-{{ helm_version }}-linux-{{ image_arch }}.tar.gz'
        #     checksum_url: 'https://get.helm.sh/helm-{{ helm_version }}-linux-{{ image_arch }}.tar.gz.sha256sum'
        #     unpack: 'linux-{{ image_arch }}/helm'

        # Container images under the names that the site uses; images_origin.yaml says where they come from.
        # images:
        #   origin: images_origin.yaml
        #   list: ['library/pause:3.10']

        # install.sh, the node set-up and the site's services, nginx and a registry. Copy templates/site of airgap's own
        # project into this folder first. The two images of the variables above belong into `images:` as well (and into
        # its `bootstrap:`); `./install.sh --engine airgap` and `airgap serve` need none.
        # compose:
        #   templates: templates/site

        # Behind a proxy that mirrors the world: only requests change, the bundle keeps the original names.
        # mirrors:
        #   'https://github.com/': 'https://proxy.example/github/'

        """#

    static let packages = """
        # Groups of OS packages; each target of airgap.yaml names the groups it takes. A pin: curl=7.88.*
        common:
          - conntrack
          - socat

        """

    static let origin = """
        # Where the images come from: `dest` is the name at the site, `src` the name in the world.
        - { src: registry.k8s.io/pause, dest: library/pause }

        """

    static let sysctl = """
        net.ipv4.ip_forward = 1
        net.bridge.bridge-nf-call-iptables = 1

        """
}
