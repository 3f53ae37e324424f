import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Doctor

/// What is said of machines that are ready, and of machines that are not.
struct MachineDoctorTests {
    /// A change of a machine, and what must be said.
    struct Case: Sendable, CustomTestStringConvertible {
        let changes: [String: String?]
        let topic: String
        let state: DoctorCheck.State
        let words: String

        init(_ path: String, _ text: String?, _ topic: String, _ state: DoctorCheck.State, _ words: String) {
            changes = [path: text]
            self.topic = topic
            self.state = state
            self.words = words
        }

        var testDescription: String { "\(topic): \(words)" }
    }

    @Test func `a good node: nothing to fix, nothing unseen`() async throws {
        let report = try await PlayedMachine().report()
        #expect(report.checks.filter { $0.state == .fix || $0.state == .unseen } == [])
        #expect(Set(report.checks.filter { $0.state == .note }.map(\.topic)) == ["certificates"])
        #expect(!report.needsFix)
    }

    static let cases = [
        Case("/etc/os-release", "ID=arch\nPRETTY_NAME=Arch", "system", .fix, "install.sh knows"),
        Case("/etc/os-release", nil, "system", .unseen, "os-release"),
        Case("/proc/sys/kernel/arch", "s390x", "architecture", .fix, "s390x"),
        Case("/proc/sys/kernel/arch", "aarch64", "architecture", .ok, "aarch64"),
        Case("/proc/meminfo", "MemTotal: 1500000 kB", "memory", .note, "control plane needs"),
        Case("/proc/meminfo", "MemTotal: 500000 kB", "memory", .fix, "512 MB"),
        Case("/proc/meminfo", "MemTotal: 99999999999999999999 kB", "memory", .unseen, ""),
        Case("/proc/cpuinfo", "processor : 0", "processors", .note, "1 processor"),
        Case("/proc/20/comm", "cron", "clock", .note, "chrony"),
        Case("/proc/net/tcp", PlayedMachine.sockets([8080]), "ports", .fix, "8080, for files and packages, is taken"),
        Case("/proc/net/tcp6", PlayedMachine.sockets([6443]), "ports", .fix, "6443, for Kubernetes"),
        Case("/proc/net/tcp", "garbage\n1: zz:GG zz 0A\n", "ports", .ok, "free: 443"),
        Case("/proc/sys/kernel/hostname", "Node_1", "names", .fix, "'Node_1'"),
        Case("/proc/sys/kernel/hostname", "localhost.localdomain", "names", .fix, "no name of its own"),
        Case("/etc/hosts", "# 10.0.0.5 kube.registry.local", "names", .note, "leads nowhere"),
        Case("/proc/sys/net/netfilter/nf_conntrack_max", nil, "modules", .unseen, "nf_conntrack"),
        Case("/proc/sys/net/ipv4/ip_forward", "0", "kernel", .fix, "net.ipv4.ip_forward = 0"),
        Case("/proc/sys/net/bridge/bridge-nf-call-iptables", "0", "kernel", .fix, "services work"),
        Case("/proc/sys/fs/inotify/max_user_instances", "128", "kernel", .note, "should be 512"),
        Case("/proc/sys/kernel/osrelease", "3.10.0-1160.el7.x86_64", "kernel", .note, "4.19"),
        Case("/proc/swaps", "Filename\n/swap.img file 2097148 0 -2\n", "swap", .fix, "/swap.img"),
        Case("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io", "cgroup", .fix, "memory, pids"),
        Case("/sys/fs/cgroup/cgroup.controllers", nil, "cgroup", .unseen, "which"),
        Case("/sys/fs/selinux/enforce", "1", "selinux", .note, "enforcing"),
        Case("/sys/fs/selinux/enforce", "0", "selinux", .ok, "permissive"),
        Case("/proc/30/comm", "firewalld", "firewall", .note, "firewalld runs"),
        Case("/etc/ufw/ufw.conf", "# x\nENABLED=yes\n", "firewall", .note, "ufw is on"),
        Case("/proc/sys/fs/nr_open", "1024", "limits", .note, "fs.nr_open = 1024"),
        Case("/usr/bin/containerd", nil, "containers", .note, "no container engine"),
        Case(
            "/proc/self/mountinfo", "1 0 8:1 / / rw - ext4 a rw\n2 1 8:2 / /var rw,noexec - ext4 b rw\n", "mounts",
            .fix,
            "/var/lib is on /var, mounted noexec"),
        Case(
            "/proc/self/mountinfo", "1 0 8:1 / / rw - ext4 a rw\n2 1 8:2 / /tmp rw,noexec - ext4 b rw\n", "mounts",
            .note,
            "/tmp is on /tmp"),
        Case("/proc/self/mountinfo", "1 0 8:1 / / ro - ext4 a rw\n", "mounts", .fix, "mounted ro"),
        Case("/usr/local/share/ca-certificates/airgap-site.crt", "no", "certificates", .fix, "no certificate"),
    ]

    @Test(arguments: cases)
    func `what is told`(_ one: Case) async throws {
        var machine = PlayedMachine()
        for (path, text) in one.changes { machine.files[path] = text }
        let report = try await machine.report()
        let found = report.checks.filter { $0.topic == one.topic }
        #expect(found.contains { $0.state == one.state && $0.fact.contains(one.words) }, "\(found)")
        #expect(report.needsFix == (one.state == .fix))
    }

    @Test(arguments: [
        ("nginx", DoctorCheck.State.note), ("apache2", .fix), ("docker-proxy", .note), ("a\u{1B}[31m", .fix),
    ])
    func `who has a port`(owner: String, state: DoctorCheck.State) async throws {
        var machine = PlayedMachine()
        machine.files["/proc/net/tcp"] = PlayedMachine.sockets([443])
        let report = try await machine.report(owner: owner)
        let check = try #require(report.checks.first { $0.topic == "ports" && $0.state != .ok })
        #expect(check.state == state && check.fact.contains("(pid 33)") && !check.fact.contains("\u{1B}"), "\(check)")
    }

    @Test func `modules that can be loaded, and those that the kernel does not have`() async throws {
        var machine = PlayedMachine()
        machine.files["/proc/filesystems"] = "ext4\n"
        machine.files["/proc/sys/net/bridge/bridge-nf-call-iptables"] = nil
        machine.files["/lib/modules/6.1.0-27-amd64/modules.dep"] =
            "kernel/fs/overlayfs/overlay.ko.xz:\nkernel/net/bridge/br_netfilter.ko: kernel/net/bridge/bridge.ko\n"
        machine.files["/lib/modules/6.1.0-27-amd64/modules.builtin"] = "kernel/net/netfilter/nf-conntrack.ko\n"
        let modules = try await machine.report().checks.filter { $0.topic == "modules" }
        #expect(modules.filter { $0.state == .fix }.map(\.fact) == ["not loaded: overlay", "not loaded: br_netfilter"])
        #expect(modules[1].command?.hasPrefix("modprobe -a overlay && ") ?? false)
        machine.files["/lib/modules/6.1.0-27-amd64/modules.dep"] = "x.ko:\n"
        let without = try await machine.report().checks.filter { $0.topic == "modules" }
        #expect(without.contains { $0.state == .fix && $0.fact == "the kernel has no module overlay" })
    }

    @Test func `the clock against the bundle and a server`() async throws {
        let folder = try TemporaryFolder()
        let needs = try PlayedMachine.needs(["x"], in: folder)
        var machine = PlayedMachine()
        machine.probe.now = Timestamp(seconds: 1_600_000_000)
        let behind = try await machine.report(needs).checks.first { $0.topic == "clock" }
        #expect(behind?.state == .fix && behind?.fact.contains("apt refuses") ?? false)
        machine.probe.now = Timestamp(seconds: 784_111_777 + 1000)
        let date = "Sun, 06 Nov 1994 08:49:37 GMT"
        let ahead = try await machine.report(server: ServerClock(name: "s", date: date)).checks.first {
            $0.topic == "clock"
        }
        #expect(
            ahead?.state == .fix && ahead?.fact.hasPrefix("1000 s ahead of s") ?? false, "\(String(describing: ahead))")
        for date in [nil, "yesterday", ""] {
            let none = try await machine.report(server: ServerClock(name: "s", date: date)).checks
            #expect(none.contains { $0.topic == "clock" && $0.state == .unseen })
        }
    }

    @Test(arguments: Distribution.all)
    func `each distribution finds its packages, and is told when there are none`(_ system: Distribution) async throws {
        let folder = try TemporaryFolder()
        let isDeb = ["debian", "ubuntu"].contains(system.distribution)
        let path =
            isDeb
            ? "\(system.distribution)/amd64/\(system.release)/Release"
            : "\(system.distribution)/\(system.release)/os/x86_64/repodata/repomd.xml"
        var machine = PlayedMachine()
        machine.files["/etc/os-release"] = system.file
        let good = try PlayedMachine.needs(["resources/nginx/\(path)"], in: folder)
        let check = try #require(try await machine.report(good).checks.first { $0.topic == "system" })
        #expect(check.state == .ok, "\(check)")
        let other = try PlayedMachine.needs(["resources/nginx/debian/amd64/sid/Release"], in: TemporaryFolder())
        let bad = try #require(try await machine.report(other).checks.first { $0.topic == "system" })
        #expect(bad.state == .fix && bad.fact.contains("target for \(system.target)"), "\(bad)")
    }

    @Test func `what a bundle brings decides what must be here`() async throws {
        var machine = PlayedMachine()
        machine.files["/usr/bin/containerd"] = nil
        machine.files["/proc/swaps"] = "Filename\n/dev/sda2 partition 1 0 -2\n"
        machine.files["/proc/sys/vm/max_map_count"] = "65530"
        func states(_ paths: [String]) async throws -> [String: DoctorCheck.State] {
            let checks = try await machine.report(PlayedMachine.needs(paths, in: TemporaryFolder())).checks
            return Dictionary(checks.filter { $0.state != .ok }.map { ($0.topic, $0.state) }) { first, _ in first }
        }
        let files = try await states(["resources/nginx/files/x"])
        #expect(files["containers"] == .note && files["swap"] == nil && files["kernel"] == nil)
        let services = try await states(["compose.yaml"])
        #expect(services["containers"] == .fix)
        let engine = try await states(["compose.yaml", "resources/nginx/tools/nerdctl-full-2.0-linux-amd64.tar.gz"])
        #expect(engine["containers"] == .note)
        let cluster = try await states(["resources/nginx/files/kubelet"])
        #expect(cluster["swap"] == .fix)
        let deployer = try await states(["resources/nginx/files/kubelet", "resources/images/kubespray.tar"])
        #expect(deployer["swap"] == .note)
        let search = try await states([
            "resources/nginx/files/kubelet",
            "resources/registry/docker/registry/v2/repositories/library/elasticsearch/x",
        ])
        #expect(search["kernel"] == .fix)
    }

    @Test func `the authority that a site made is trusted, installed only, or another`() async throws {
        let folder = try TemporaryFolder()
        let certificate = try await TestCertificate(in: folder)
        let text = String(decoding: try FileSystem.read(certificate.authority, limit: 1 << 20), as: UTF8.self)
        let needs = try PlayedMachine.needs(["x"], in: folder)
        try folder.write(text, at: "bundle/site/public/certs/rootCA.crt")
        for file in [
            "/usr/local/share/ca-certificates/airgap-site.crt", "/etc/pki/ca-trust/source/anchors/airgap-site.crt",
        ] {
            var machine = PlayedMachine()
            machine.files[file] = text
            machine.files["/etc/ssl/certs/ca-certificates.crt"] = "others\n"
            func state() async throws -> [DoctorCheck.State] {
                try await machine.report(needs).checks.filter { $0.topic == "certificates" }.map(\.state)
            }
            #expect(try await state() == [.fix])
            machine.files["/etc/ssl/certs/ca-certificates.crt"] = "others\n" + text
            #expect(try await state() == [.ok])
            machine.files[file] = text.replacing("M", with: "N")
            #expect(try await state().first == .fix)
        }
    }

    @Test func `the site's own names and ports, from the bundle and from config.yaml`() {
        let bundle = Array("registry_domain=r.example\nnginx_http_port=81\nregistry_https_port=99999\n# x=y\n".utf8)
        let own = Array("compose:\n  nginx_http_port: 82\ndefault: {registry_push_port: 5001}\n".utf8)
        let settings = SiteSettings(bundle: bundle, own: own)
        #expect(settings.registryDomain == "r.example" && settings.httpPort == 82)
        #expect(settings.registryPort == 443 && settings.pushPort == 5001)
        #expect(SiteSettings(own: Array("{ [".utf8)) == SiteSettings())
    }

    @Test func `room for images and logs`() async throws {
        var machine = PlayedMachine()
        machine.probe.free = 500 << 20
        let low = try await machine.report().checks.first { $0.topic == "disk" }
        #expect(low?.state == .fix)
        machine.probe.free = nil
        let none = try await machine.report().checks.first { $0.topic == "disk" }
        #expect(none?.state == .unseen)
    }
}
