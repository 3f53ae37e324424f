import AirgapCore
import TestSupport
import Testing

/// Lists in every form: variables, kubespray's `downloads`, plain text.
struct SourceListTests {
    /// In the shape of kubespray's files; written for this test.
    static let checksums = """
        etcd_checksums:
          amd64: { 3.5.16: sha256:\(hex("a")), 3.5.15: sha256:\(hex("b")), 3.6.1: sha256:\(hex("c")) }
          arm64: { 3.5.16: sha256:\(hex("d")), 3.5.15: \(hex("e")) }
        runc_checksums:
          amd64: { 1.2.3: sha256:\(hex("1")), 1.1.0: 0 }
          arm64: { 1.2.3: 0 }

        """
    static let versions = """
        kube_major: "{{ (kube_version | regex_replace('^v', '') | split('.'))[:-1] | join('.') }}"
        etcd_supported:
          '1.31': "{{ (etcd_checksums['amd64'].keys() | select('version', '3.6', '<'))[0] }}"
        etcd_version: "{{ etcd_supported[kube_major] }}"
        runc_version: "{{ (runc_checksums['amd64'] | dict2items)[0].key }}"

        """
    static let download = """
        github_url: https://github.com
        image_arch: "{{ host_architecture | default('amd64') }}"
        network: calico
        static_binary: false
        etcd_download_url: "{{ github_url }}/etcd/v{{ etcd_version }}/etcd-{{ 'static-' if static_binary }}linux-{{ image_arch }}.tar.gz"
        etcd_checksum: "{{ etcd_checksums[image_arch][etcd_version] }}"
        runc_download_url: "{{ github_url }}/runc/v{{ runc_version }}/runc.{{ image_arch }}"
        crun_download_url: "{{ github_url }}/crun/{{ no_such_version }}"
        other_download_url: "{{ github_url }}/other/{{ ansible_architecture }}"
        other_checksum_url: "{{ other_download_url }}.sha256"
        calico_image_repo: "quay.io/calico/node"
        calico_image_tag: "v3.29.1"
        coredns_version: 1.11.3
        coredns_image_repo: "registry.k8s.io{{ '/coredns' if coredns_version is version('1.7.1', '>=') else '' }}/coredns"
        coredns_image_tag: "{{ 'v' if coredns_version is version('1.7.1', '>=') else '' }}{{ coredns_version }}"
        kube_image_repo: registry.k8s.io
        nginx_image_repo: "{{ registry_project }}/nginx"
        nginx_image_tag: 1.20
        downloads:
          etcd:
            file: "{{ network == 'calico' }}"
            enabled: ["{{ network != 'none' }}", "{{ 'etcd' in group_names }}"]
            url: "{{ etcd_download_url }}"
            checksum: "{{ etcd_checksum }}"
          runc:
            enabled: true
            url: "{{ runc_download_url }}"
            checksum: "{{ runc_checksums[image_arch][runc_version] }}"
          crun: { enabled: "{{ crun_enabled | default(false) }}", url: "{{ crun_download_url }}" }
          calico:
            enabled: "{{ network == 'calico' }}"
            container: true
            repo: "{{ calico_image_repo }}"
            tag: "{{ calico_image_tag }}"
            checksum: "{{ calico_digest | default(None) }}"
          coredns: { container: true, repo: "{{ coredns_image_repo }}", tag: "{{ coredns_image_tag }}" }

        """

    private static func hex(_ digit: Character) -> String { String(repeating: digit, count: 64) }

    private func bench(_ yaml: String, _ folder: TemporaryFolder, _ architecture: Architecture = .amd64) throws
        -> ConfigurationBench
    {
        try ConfigurationBench(yaml, in: folder, keys: ["files", "images"], architecture: architecture)
    }

    private func nodes(_ bench: ConfigurationBench) throws -> [ConfigurationNode] {
        try #require(bench.project?.section("files")?.openMapping()).list("lists")
    }

    @Test func `kubespray's downloads over several files`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.checksums, at: "checksums.yml")
        try folder.write(Self.versions, at: "versions.yml")
        try folder.write(Self.download, at: "download.yml")
        let yaml =
            "variables: { kube_version: v1.31.9 }\nfiles: { lists: [checksums.yml, versions.yml, download.yml] }\n"
        let amd64 = try bench(yaml, folder)
        let reader = SourceListReader(project: try #require(amd64.project))
        let files = reader.files(try nodes(amd64))
        #expect(
            files.map { $0.urls[0] } == [
                "https://github.com/etcd/v3.5.16/etcd-linux-amd64.tar.gz", "https://github.com/runc/v1.2.3/runc.amd64",
                "https://github.com/other/x86_64",
            ])
        #expect(
            files.map(\.checksum) == [
                .digest("sha256:\(Self.hex("a"))"), .digest("sha256:\(Self.hex("1"))"),
                .url("https://github.com/other/x86_64.sha256"),
            ])
        #expect(
            reader.images(try nodes(amd64)).map(\.text) == [
                "quay.io/calico/node:v3.29.1", "registry.k8s.io/coredns/coredns:v1.11.3", "library/nginx:1.20",
            ])
        #expect(amd64.faults == [])
        let arm64 = try bench(yaml, folder, .arm64)
        let other = SourceListReader(project: try #require(arm64.project)).files(try nodes(arm64))
        #expect(
            other.map(\.checksum) == [
                .digest("sha256:\(Self.hex("d"))"), nil, .url("https://github.com/other/aarch64.sha256"),
            ])
    }

    @Test func `the project's variables win over a list's, and the command line over both`() throws {
        let folder = try TemporaryFolder()
        try folder.write("v: '1'\nx_download_url: 'https://a.example/{{ v }}/{{ w }}'\nw: list\n", at: "x.yml")
        let bench = try ConfigurationBench(
            "variables: { v: '2', w: project }\nfiles: { lists: [x.yml] }\n", in: folder, keys: ["files"],
            overrides: ["w": "line"])
        let files = SourceListReader(project: try #require(bench.project)).files(try nodes(bench))
        #expect(files.map(\.urls) == [["https://a.example/2/line"]])
    }

    @Test func `plain lists have comments, blanks, duplicates, variables and checksums`() throws {
        let folder = try TemporaryFolder()
        let text = """
            # files of the site
            https://a.example/{{ image_arch }}/x#part   # a comment

            https://a.example/y sha256:\(Self.hex("a"))\r
            https://a.example/y
            \thttps://a.example/z first-use
            """
        try folder.write(text, at: "a.list")
        try folder.write("https://a.example/y\nhttps://a.example/last\n", at: "b.txt")
        let bench = try bench("files: { lists: [a.list, b.txt] }\n", folder)
        let files = SourceListReader(project: try #require(bench.project)).files(try nodes(bench))
        #expect(
            files.map { $0.urls[0] } == [
                "https://a.example/amd64/x#part", "https://a.example/y", "https://a.example/z",
                "https://a.example/last",
            ])
        #expect(files.map(\.checksum) == [nil, .digest("sha256:\(Self.hex("a"))"), .firstUse, nil])
        #expect(bench.faults == [])
    }

    @Test func `every fault is told with its place`() throws {
        let folder = try TemporaryFolder()
        let yaml = """
            a_download_url: "https://{{ hosts }}/a"
            host: "{{ nobody }}"
            b_download_url: "https://{{ host }}/b"
            c_image_repo: library/c
            c_image_tag: "{{ 'x' | shuffle }}"
            d_download_url: { a: b }
            downloads:
              e: { container: true, repo: library/e }
            """
        try folder.write(yaml, at: "x.yml")
        try folder.write("one two three\nhttps://a.example/{{ x }}\n", at: "x.list")
        let bench = try bench("files: { lists: [x.yml, x.list, missing.yml] }\n", folder)
        let reader = SourceListReader(project: try #require(bench.project))
        _ = reader.files(try nodes(bench))
        _ = reader.images(try nodes(bench))
        let faults = bench.collector.faults.map(\.description)
        for expected in [
            "x.yml:1:17: a_download_url: unknown variable 'hosts', did you mean 'host'? (through a_download_url at x.yml:1:29)",
            "x.yml:3:17: b_download_url: unknown variable 'nobody' (through b_download_url at x.yml:3:18 -> host at x.yml:2:11)",
            "x.yml:5:14: c_image_tag: unsupported: the filter 'shuffle'",
            "x.yml:6:17: d_download_url: unsupported: a mapping in a text",
            "x.yml:8:6: downloads.e: 'tag' is missing", "x.list:1:1: expected a URL, or a URL and its checksum",
            "x.list:2:22: unknown variable 'x'", "missing.yml",
        ] {
            #expect(faults.contains { $0.contains(expected) }, "\(expected) in\n\(faults.joined(separator: "\n"))")
        }
    }

    @Test func `one URL with two checksums is a fault`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "https://a.example/y sha256:\(Self.hex("a"))\nhttps://a.example/y sha256:\(Self.hex("b"))\n", at: "a.list")
        let bench = try bench("files: { lists: [a.list] }\n", folder)
        _ = SourceListReader(project: try #require(bench.project)).files(try nodes(bench))
        #expect(
            bench.collector.faults.map(\.description) == [
                "a.list:2:1: 'https://a.example/y' is listed with another checksum at a.list:1:1"
            ])
    }
}
