import SystemPackage

/// What stands in the folder of an unpacked bundle, compared with its lists; no content is read and no link followed.
struct FolderInspection {
    /// Missing, added and changed names, kinds and modes, sorted by path.
    private(set) var findings = FindingList()
    /// Of each entry that is a regular file, in bytes.
    private(set) var sizes: [Int64?]
    /// Names of the site's own that stand there, which are no part of the bundle.
    private(set) var passedOver: [String] = []
    /// What is worth knowing besides.
    private(set) var statements: [String] = []

    private let root: FilePath
    private let contents: BundleContents
    private let places: [String: Int]
    private var modes: [UInt32]

    /// Looks at everything that stands there.
    ///
    /// - Parameters:
    ///   - root: the folder that bundle.json stands in.
    ///   - contents: what its lists say.
    /// - Throws: `CancellationError`.
    init(_ root: FilePath, _ contents: BundleContents) throws {
        self.root = root
        self.contents = contents
        places = Dictionary(contents.entries.enumerated().map { ($1.path.description, $0) }) { first, _ in first }
        sizes = Array(repeating: nil, count: contents.entries.count)
        modes = Array(repeating: 0, count: contents.entries.count)
        try walk()
        lookForMissing()
        compareModes()
        findings.sort()
    }

    /// Bytes of all files but SHA256SUMS, its signature and bundle.json, as bundle.json counts them; nil when one misses.
    var bytes: Int64? {
        sizes.dropFirst(contents.prologue).reduce(Int64?(0)) { sum, size in
            guard let sum, let size else { return nil }
            return sum.addingReportingOverflow(size).partialValue
        }
    }

    private mutating func walk() throws {
        var open = [""]
        while let folder = open.popLast() {
            try Task.checkCancellation()
            do throws(FileError) {
                let names = try FileSystem.names(in: folder.isEmpty ? root : root.appending(folder))
                if names.isEmpty { findings.add(Finding(folder, "an empty folder, which no bundle has")) }
                for name in names {
                    if try look(name, in: folder) { open.append(Self.path(name, in: folder)) }
                }
            } catch {
                findings.add(Finding(folder, "cannot be read: \(error)"))
            }
        }
    }

    private static func path(_ name: String, in folder: String) -> String {
        folder.isEmpty ? name : folder + "/" + name
    }

    /// - Returns: whether it is a folder that is to be looked into.
    private mutating func look(_ name: String, in folder: String) throws(FileError) -> Bool {
        let path = Self.path(name, in: folder)
        let status = try FileSystem.status(root.appending(path))
        if let entry = places[path] {
            guard let status, status.kind == .file else {
                let kind = status.map { "\($0.kind.rawValue)" } ?? "gone"
                findings.add(Finding(path, "\(kind): SHA256SUMS lists a regular file"))
                modes[entry] = .max
                return false
            }
            sizes[entry] = status.size
            modes[entry] = status.mode
            return false
        }
        if folder.isEmpty, BundleLayout.siteOwned.contains(name) {
            passedOver.append(name)
            return false
        }
        switch status?.kind {
        case .folder: return true
        case .file, nil: findings.add(Finding(path, "not listed in SHA256SUMS"))
        case .some(let kind):
            findings.add(Finding(path, "\(kind.rawValue): only regular files belong into a bundle"))
        }
        return false
    }

    private mutating func lookForMissing() {
        for (entry, size) in sizes.enumerated() where size == nil && modes[entry] != .max {
            findings.add(Finding(contents.entries[entry].path, "listed in SHA256SUMS, but missing"))
        }
    }

    /// A bundle's files have 0644 or 0755; a umask may have taken from that, nothing may have been added.
    private mutating func compareModes() {
        let present = sizes.indices.filter { sizes[$0] != nil }
        let executables = present.count { contents.entries[$0].isExecutable }
        // A USB stick's file system has everything executable.
        if executables > 0, executables < present.count, Set(present.map { modes[$0] }).count == 1,
            modes[present[0]] & 0o100 != 0
        {
            let mode = String(modes[present[0]], radix: 8)
            statements.append(
                "every file has the mode 0\(mode): this file system keeps none, so they were not compared")
            return
        }
        for entry in present {
            let (expected, least): (UInt32, UInt32) =
                contents.entries[entry].isExecutable ? (0o755, 0o500) : (0o644, 0o400)
            guard modes[entry] & ~expected != 0 || modes[entry] & least != least else { continue }
            let mode = String(modes[entry], radix: 8)
            let text = "has the mode 0\(mode), expected 0\(String(expected, radix: 8))"
            findings.add(Finding(contents.entries[entry].path, text))
        }
    }
}
