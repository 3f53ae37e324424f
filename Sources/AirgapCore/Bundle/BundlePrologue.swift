import SystemPackage

/// A bundle's first members, read and checked before anything else is.
struct BundlePrologue {
    /// SHA256SUMS as it stands: what the signature covers.
    let checksumBytes: [UInt8]
    /// SHA256SUMS.sig as it stands.
    let signature: [UInt8]?
    /// bundle.json as it stands.
    let manifestBytes: [UInt8]
    /// Why the third member, which the signature would be, cannot be read; nil when it can.
    private(set) var signatureFault: StreamFault?

    /// Reads the first members, parsing nothing of them.
    ///
    /// - Throws: `StreamFault`, `FileError`.
    init(_ file: BundleFile) throws {
        var tar = TarReader(source: try Self.source(file))
        guard let first = try tar.next() else { throw tar.fault("an empty archive") }
        manifestBytes = try Self.read(BundleLayout.manifest, "first", first, limit: MemberLimits.manifest, from: &tar)
        guard let second = try tar.next() else { throw tar.fault("the archive ends after bundle.json") }
        checksumBytes = try Self.read(
            BundleLayout.checksums, "second", second, limit: MemberLimits.checksums, from: &tar)
        // A third member that cannot be read is none of these; the pass over all of them tells what is wrong with it.
        var third: TarHeader?
        do {
            third = try tar.next()
        } catch let fault as StreamFault {
            signatureFault = fault
        }
        if let third, third.path.hasSuffix("/" + BundleLayout.signature) {
            signature = try Self.read(
                BundleLayout.signature, "third", third, limit: MemberLimits.signature, from: &tar)
        } else {
            signature = nil
        }
    }

    /// Reads them from an unpacked bundle; links are not followed.
    ///
    /// - Throws: `FileError`.
    init(folder: FilePath) throws(FileError) {
        func read(_ name: String, _ limit: Int64) throws(FileError) -> [UInt8] {
            try FileSystem.read(folder.appending(name), limit: Int(limit), followLinks: false)
        }
        manifestBytes = try read(BundleLayout.manifest, MemberLimits.manifest)
        checksumBytes = try read(BundleLayout.checksums, MemberLimits.checksums)
        let isSigned = try FileSystem.status(folder.appending(BundleLayout.signature)) != nil
        signature = isSigned ? try read(BundleLayout.signature, MemberLimits.signature) : nil
    }

    /// The archive's bytes from its beginning, by the index where there is one.
    static func source(_ file: BundleFile) throws -> () throws -> [UInt8] {
        if case .indexed(let index) = file.access {
            let decoder = try ChunkDecoder()
            var offset: Int64 = 0
            var waiting = index.chunks[...]
            return {
                guard let chunk = waiting.popFirst() else { return [] }
                defer { offset += Int64(chunk.compressed) }
                var bytes: [UInt8] = []
                bytes.reserveCapacity(chunk.content)
                try decoder.decode(chunk, at: offset, of: file.reader) { bytes += $0 }
                return bytes
            }
        }
        var offset: Int64 = 0
        let gzip = try GzipStream {
            let block = try file.reader.read(upTo: 1 << 16, at: offset)
            offset += Int64(block.count)
            return block
        }
        return { try gzip.next() }
    }

    private static func read(
        _ name: String, _ place: String, _ header: TarHeader, limit: Int64, from tar: inout TarReader
    ) throws -> [UInt8] {
        guard header.unwantedKind == nil, header.path.split(separator: "/", maxSplits: 1).last == name[...] else {
            throw tar.fault("the \(place) member is not \(name), but \(Quoted(header.path))")
        }
        guard header.size <= limit else {
            throw tar.fault("\(name) has \(header.size) bytes, more than the \(limit) that it may have")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(header.size))
        while true {
            let block = try tar.read(upTo: 1 << 16)
            if block.isEmpty { return bytes }
            bytes += block
        }
    }

    /// Parses the lists: call it only when the signature was looked at.
    ///
    /// - Throws: `StreamFault`.
    func contents() throws -> BundleContents {
        let checksums: ChecksumFile
        do {
            checksums = try ChecksumFile(parsing: checksumBytes, limit: MemberLimits.files)
        } catch {
            throw StreamFault(offset: nil, reason: "SHA256SUMS cannot be read: \(error)")
        }
        let found = Digest(of: manifestBytes)
        guard let line = checksums.lines.first(where: { $0.path.description == BundleLayout.manifest }) else {
            throw StreamFault(offset: nil, reason: "SHA256SUMS does not list bundle.json")
        }
        guard line.digest == found else {
            let text = "bundle.json: digest mismatch: SHA256SUMS has \(line.digest), the member is \(found)"
            throw StreamFault(offset: nil, reason: text)
        }
        var own = [(BundleLayout.checksums, Digest(of: checksumBytes))]
        if let signature { own.append((BundleLayout.signature, Digest(of: signature))) }
        return try BundleContents(manifest: try manifest(), checksums: checksums, own: own)
    }

    private func manifest() throws(StreamFault) -> BundleManifest {
        let manifest: BundleManifest
        do {
            manifest = try JSONCoding.decode(BundleManifest.self, from: manifestBytes)
        } catch {
            throw StreamFault(offset: nil, reason: "bundle.json cannot be read: \(Quoted("\(error)"))")
        }
        guard manifest.format == BundleManifest.currentFormat else {
            throw StreamFault(offset: nil, reason: "bundle.json: unknown format \(manifest.format)")
        }
        guard (0...MemberLimits.files).contains(manifest.files) else {
            let text = "bundle.json declares \(manifest.files) files; a bundle has 0 to \(MemberLimits.files)"
            throw StreamFault(offset: nil, reason: text)
        }
        guard (0..<1 << 60).contains(manifest.bytes) else {
            throw StreamFault(
                offset: 0, reason: "bundle.json declares \(manifest.bytes) bytes, which no bundle can have")
        }
        return manifest
    }
}
