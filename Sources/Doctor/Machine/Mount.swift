/// A line of /proc/self/mountinfo (proc(5)).
struct Mount: Equatable {
    /// Where it is mounted.
    let point: String
    let options: Set<Substring>
    /// `ext4`, `cgroup2`.
    let type: String

    /// Reads a line; nil when it is malformed.
    init?(_ line: Substring) {
        let fields = line.split(separator: " ")
        guard fields.count >= 9, let dash = fields.dropFirst(6).firstIndex(of: "-"), dash + 1 < fields.count else {
            return nil
        }
        point = Self.plain(fields[4])
        options = Set(fields[5].split(separator: ","))
        type = String(fields[dash + 1])
    }

    /// Spaces and the like stand as three octal digits behind a backslash.
    private static func plain(_ text: Substring) -> String {
        var result: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            let digits = bytes.prefix(3)
            guard byte == UInt8(ascii: "\\"), digits.count == 3, digits.allSatisfy({ (48...55).contains($0) }) else {
                result.append(byte)
                continue
            }
            let value = digits.reduce(0) { $0 * 8 + Int($1 - 48) }
            result.append(UInt8(truncatingIfNeeded: value))
            bytes = bytes.dropFirst(3)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// All mounts of a file, at most ten thousand.
    static func all(_ text: String) -> [Mount] {
        text.split(separator: "\n").prefix(10_000).compactMap(Mount.init)
    }

    /// The mount that a path is on; the last of those with the longest fitting point.
    static func of(_ path: String, in mounts: [Mount]) -> Mount? {
        let fitting = mounts.filter { mount in
            mount.point == "/" || path == mount.point || path.hasPrefix(mount.point + "/")
        }
        let longest = fitting.map(\.point.utf8.count).max()
        return fitting.last { $0.point.utf8.count == longest }
    }
}
