import AirgapCore
import SystemPackage
import TestSupport

@testable import Doctor

/// A machine of files: a good node, unless something is changed.
struct PlayedMachine {
    static let inode = "4711"

    var probe = PlayedProbe()
    /// By path, `/proc/swaps`; nil takes a file away.
    var files: [String: String] = [
        "/etc/os-release": Distribution.all[1].file,
        "/etc/hosts": "127.0.0.1 localhost\n10.0.0.5 kube.registry.local\n",
        "/proc/sys/kernel/hostname": "node1\n", "/proc/sys/kernel/osrelease": "6.1.0-27-amd64\n",
        "/proc/meminfo": "MemTotal:       16000000 kB\nMemFree: 1 kB\n",
        "/proc/cpuinfo": "processor\t: 0\nmodel name: x\n\nprocessor\t: 1\n",
        "/proc/net/tcp": Self.sockets([22]), "/proc/net/tcp6": Self.sockets([]),
        "/proc/1/comm": "systemd\n", "/proc/20/comm": "chronyd\n",
        "/proc/swaps": "Filename\tType\tSize\tUsed\tPriority\n",
        "/proc/filesystems": "nodev\tsysfs\nnodev\toverlay\n",
        "/proc/self/mountinfo": "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n",
        "/proc/sys/net/ipv4/ip_forward": "1\n", "/proc/sys/net/bridge/bridge-nf-call-iptables": "1\n",
        "/proc/sys/net/netfilter/nf_conntrack_max": "262144\n",
        "/proc/sys/fs/inotify/max_user_instances": "8192\n", "/proc/sys/fs/inotify/max_user_watches": "524288\n",
        "/proc/sys/fs/file-max": "9223372036854775807\n", "/proc/sys/fs/nr_open": "1048576\n",
        "/sys/fs/cgroup/cgroup.controllers": "cpuset cpu io memory hugetlb pids rdma misc\n",
        "/sys/module/ip_vs/refcnt": "0", "/sys/module/ip_vs_rr/refcnt": "0", "/sys/module/ip_vs_wrr/refcnt": "0",
        "/sys/module/ip_vs_sh/refcnt": "0", "/usr/bin/containerd": "",
    ]

    /// /proc/net/tcp with listening ports, all of one inode.
    static func sockets(_ ports: [Int]) -> String {
        let head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        return head
            + ports.enumerated().map { number, port in
                let hex = String(port, radix: 16, uppercase: true)
                let local = "00000000:" + String(repeating: "0", count: 4 - hex.count) + hex
                return "   \(number): \(local) 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 "
                    + "\(inode) 1 0000000000000000 100 0 0 10 0\n"
            }.joined()
    }

    /// Looks at it.
    func report(_ needs: BundleNeeds? = nil, server: ServerClock? = nil, owner: String? = nil) async throws
        -> DoctorReport
    {
        let folder = try TemporaryFolder()
        for (path, text) in files { try folder.write(text, at: String(path.dropFirst())) }
        if let owner {
            try folder.write("\(owner)\n", at: "proc/33/comm")
            try FileSystem.makeFolder(folder.appending("proc/33/fd"))
            try await PeerProgram.run("ln", ["-s", "socket:[\(Self.inode)]", folder.appending("proc/33/fd/5").string])
        }
        let machine = Machine(root: folder.path, probe: probe)
        return await MachineDoctor(machine, needs: needs, server: server).report()
    }

    /// A bundle of files, read from its folder.
    static func needs(_ paths: [String], in folder: TemporaryFolder) throws -> BundleNeeds {
        let files = Dictionary(paths.map { ($0, Array("x".utf8)) }) { first, _ in first }
        let tree = try TestTree(files, at: folder.appending("bundle"))
        return try BundleNeeds(tree.folder, isFolder: true, trust: BundleTrust())
    }
}
