import AirgapCore

/// Which programs hold sockets, as far as their folders in /proc can be read.
struct SocketOwners {
    private var names: [String: String] = [:]

    /// - Parameters:
    ///   - machine: where to look.
    ///   - inodes: of the sockets in question.
    init(_ machine: Machine, of inodes: Set<String>) {
        guard !inodes.isEmpty else { return }
        let links = Dictionary(inodes.map { ("socket:[\($0)]", $0) }) { first, _ in first }
        for id in machine.names(in: "/proc") where id.utf8.allSatisfy({ (48...57).contains($0) }) {
            for descriptor in machine.names(in: "/proc/\(id)/fd") {
                let link = try? FileSystem.linkTarget(machine.place("/proc/\(id)/fd/\(descriptor)"))
                guard let link, let inode = links[link], names[inode] == nil else { continue }
                names[inode] = "\(PlainText(machine.see("/proc/\(id)/comm").word ?? "?")) (pid \(id))"
            }
            if names.count == inodes.count { return }
        }
    }

    /// `nginx (pid 12)`; nil when it cannot be seen.
    subscript(_ inode: String) -> String? { names[inode] }
}
