/// Verifies a bundle from front to back, without an index: what another gzip made, or what is damaged.
struct StreamPass {
    private static let blockSize = 1 << 18

    private let file: BundleFile
    private let contents: BundleContents
    private let consumer: (any MemberConsumer)?
    private var checks: ModuleChecks
    private let places: [RelativePath: Int]
    private var seen: Set<Int> = []
    private var last = -1
    private var count = 0
    private var contentBytes: Int64 = 0
    private var current: String?

    init(_ file: BundleFile, _ contents: BundleContents, modules: VerifierSet, consumer: (any MemberConsumer)? = nil) {
        self.file = file
        self.consumer = consumer
        self.contents = contents
        checks = ModuleChecks(contents, modules: modules)
        places = Dictionary(contents.entries.enumerated().map { ($1.path, $0) }) { first, _ in first }
    }

    /// Reads everything that can be read.
    ///
    /// - Parameter input: the file's bytes.
    /// - Returns: the checks with all facts in them.
    /// - Throws: `FileError`, `CancellationError`, or what the consumer throws.
    mutating func run(_ input: VerifiedInput) throws -> ModuleChecks {
        let gzip = try GzipStream { try input.next(Self.blockSize) }
        var tar = TarReader { try gzip.next() }
        do {
            while let header = try tar.next() { try read(header, &tar) }
        } catch let fault as StreamFault {
            if !tar.hasEnded { checks.stop() }
            checks.findings.add(Finding(current ?? file.name, "\(fault); the rest was not read"))
        }
        return checks
    }

    private mutating func read(_ header: TarHeader, _ tar: inout TarReader) throws {
        let top = contents.manifest.bundleName.description + "/"
        current = header.path.hasPrefix(top) ? String(header.path.dropFirst(top.count)) : header.path
        count += 1
        // A bundle says how much it holds; more than that is not read.
        guard count <= contents.entries.count + 1000, header.size <= allowance(header) else {
            let declared = "\(contents.manifest.files) files and \(contents.manifest.bytes) bytes"
            throw tar.fault("more than the declared \(declared)")
        }
        let entry = place(header, tar.rawHeader)
        let interest = entry.map { checks.interest(in: $0, size: header.size) } ?? .digest
        var member = CurrentMember(interest)
        let consumer = entry.map { seen.contains($0) } == false ? self.consumer : nil
        if let entry { try consumer?.begin(entry, contents.entries[entry], size: header.size) }
        while true {
            let bytes = try tar.read(upTo: Self.blockSize)
            if bytes.isEmpty { break }
            contentBytes += Int64(bytes.count)
            member.take(bytes)
            try bytes.withUnsafeBytes { try consumer?.take($0) }
        }
        current = nil
        if let entry { try consumer?.end(isGood: member.digest == contents.entries[entry].digest) }
        if let entry { end(entry, member, header.size) }
    }

    private func allowance(_ header: TarHeader) -> Int64 {
        let own = MemberLimits.manifest + MemberLimits.checksums + MemberLimits.signature
        return contents.manifest.bytes + own - min(contentBytes, contents.manifest.bytes + own)
    }

    private mutating func end(_ entry: Int, _ member: CurrentMember, _ size: Int64) {
        let path = contents.entries[entry].path
        guard seen.insert(entry).inserted else {
            return checks.findings.add(Finding(path, "stands twice in the archive"))
        }
        if entry < last {
            checks.findings.add(Finding(path, "out of order, after \(contents.entries[last].path)"))
        }
        last = max(last, entry)
        let digest = member.digest
        let expected = contents.entries[entry].digest
        if digest != expected { checks.findings.add(.mismatch(path, expected: expected, found: digest)) }
        checks.take(VerifiedMember(entry: entry, fact: .init(size: size, digest: digest), kept: member.kept))
    }

    /// Which member this is; nil when it is nothing that this bundle may hold.
    private mutating func place(_ header: TarHeader, _ raw: [UInt8]) -> Int? {
        if let kind = header.unwantedKind {
            checks.findings.add(Finding(header.path, "\(kind): only regular files belong into a bundle"))
            return nil
        }
        do {
            let path = try RelativePath(header.path)
            let parts = path.description.split(separator: "/", maxSplits: 1)
            guard parts.count == 2, parts[0] == contents.manifest.bundleName.description else {
                let top = contents.manifest.bundleName
                checks.findings.add(Finding(header.path, "not below the bundle's top folder \(top)"))
                return nil
            }
            guard let entry = places[try RelativePath(String(parts[1]))] else {
                checks.findings.add(Finding(String(parts[1]), "not listed in SHA256SUMS"))
                return nil
            }
            let expected = contents.header(of: contents.entries[entry], size: header.size)
            if let text = HeaderDifference.text(found: raw, expected: expected) {
                checks.findings.add(Finding(contents.entries[entry].path, text))
            }
            return entry
        } catch {
            checks.findings.add(Finding(header.path, "\(error)"))
            return nil
        }
    }
}
