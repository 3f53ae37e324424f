import AirgapCore
package import SystemPackage

/// A machine as it is seen: its files below a root folder, and what its probe tells. Nothing of what they hold is trusted.
package struct Machine: Sendable {
    private static let limit = 8 << 20

    let root: FilePath
    let probe: any MachineProbe

    /// - Parameters:
    ///   - root: `/`, or where another machine's file system is mounted.
    ///   - probe: what is not in files.
    package init(root: FilePath = "/", probe: any MachineProbe) {
        self.root = root
        self.probe = probe
    }

    /// Whether this is the machine that the program runs on.
    var isRunning: Bool { root == "/" }

    /// A path of the machine, `/etc/hosts`, where it is to be found here.
    func place(_ path: String) -> FilePath {
        isRunning ? FilePath(path) : root.appending(FilePath(path).components)
    }

    /// Reads a file.
    func see(_ path: String) -> Seen {
        do {
            return .text(String(decoding: try FileSystem.read(place(path), limit: Self.limit), as: UTF8.self))
        } catch let error where [.noSuchFileOrDirectory, .notDirectory].contains(error.errno) {
            return .absent
        } catch {
            return .unreadable
        }
    }

    /// The names in a folder; none when it cannot be read.
    func names(in path: String) -> [String] { (try? FileSystem.names(in: place(path))) ?? [] }

    /// Whether something stands at a path.
    func has(_ path: String) -> Bool { kind(path) != nil }

    /// What stands at a path; a link's target.
    func kind(_ path: String) -> FileStatus.Kind? { (try? FileSystem.status(place(path)))?.kind }

    /// A kernel setting: `net.ipv4.ip_forward`.
    func setting(_ name: String) -> Seen { see("/proc/sys/" + name.replacing(".", with: "/")) }

    /// The first of these programs that a usual folder has.
    func program(_ names: String...) -> String? {
        let folders = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/sbin"]
        return names.first { name in folders.contains { has("\($0)/\(name)") } }
    }

    /// The names of the running programs; none when they cannot be seen.
    func running() -> Set<String> {
        var found: Set<String> = []
        for id in names(in: "/proc") where id.utf8.allSatisfy({ (48...57).contains($0) }) {
            if let name = see("/proc/\(id)/comm").word { found.insert(name) }
        }
        return found
    }
}
