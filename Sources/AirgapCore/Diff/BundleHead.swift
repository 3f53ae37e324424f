package import SystemPackage

/// The beginning of a bundle: its manifest and its lock, read without the rest.
package struct BundleHead: Sendable {
    /// Nil for a lock file that is in no bundle.
    package let manifest: BundleManifest?
    package let lock: LockFile

    /// Reads a bundle, an unpacked one, or a lock file.
    ///
    /// - Throws: `BundleHeadError`, `FileError`.
    package init(_ path: FilePath) throws {
        let bytes: [UInt8]
        if try FileSystem.status(path)?.kind == .folder {
            (manifest, bytes) = try Self.folder(path)
        } else if try FileReader(path).read(upTo: 2) == [0x1F, 0x8B] {
            (manifest, bytes) = try Self.archive(path)
        } else {
            (manifest, bytes) = (nil, try FileSystem.read(path, limit: 256 << 20))
        }
        if let manifest, manifest.lock != Digest(of: bytes) { throw BundleHeadError.wrongLock(path) }
        do {
            lock = try LockFile(parsing: bytes)
        } catch {
            throw BundleHeadError.unreadable(path, (manifest == nil ? "no bundle, and " : "") + "\(error)")
        }
    }

    private static func folder(_ path: FilePath) throws -> (BundleManifest?, [UInt8]) {
        let lock = try FileSystem.read(path.appending(BundleLayout.lock), limit: Int(MemberLimits.lock))
        let manifest = path.appending(BundleLayout.manifest)
        guard try FileSystem.status(manifest) != nil else { return (nil, lock) }
        let bytes = try FileSystem.read(manifest, limit: Int(MemberLimits.manifest))
        do {
            return (try BundleManifest(json: bytes), lock)
        } catch {
            throw BundleHeadError.unreadable(path, "bundle.json cannot be read: \(error)")
        }
    }

    private static func archive(_ path: FilePath) throws -> (BundleManifest?, [UInt8]) {
        let file = try BundleFile(path)
        do {
            let contents = try BundlePrologue(file).contents()
            guard contents.findings.isEmpty else { throw BundleReadError.refused(contents.findings) }
            return (contents.manifest, try lock(file, contents, path))
        } catch let fault as StreamFault {
            throw BundleHeadError.unreadable(path, "\(fault)")
        }
    }

    /// The members before the lock are passed over; each header must be its member's.
    private static func lock(_ file: BundleFile, _ contents: BundleContents, _ path: FilePath) throws -> [UInt8] {
        var tar = TarReader(source: try BundlePrologue.source(file))
        for entry in contents.entries {
            guard let header = try tar.next() else { break }
            let expected = contents.header(of: entry, size: header.size)
            if let difference = HeaderDifference.text(found: tar.rawHeader, expected: expected) {
                throw tar.fault("\(entry.path): \(difference)")
            }
            guard entry.path.description == BundleLayout.lock else { continue }
            guard header.size <= MemberLimits.lock else {
                throw tar.fault(
                    "airgap.lock has \(header.size) bytes, more than the \(MemberLimits.lock) that it may have")
            }
            var bytes: [UInt8] = []
            while case let block = try tar.read(upTo: 1 << 16), !block.isEmpty { bytes += block }
            return bytes
        }
        throw BundleHeadError.noLock(path)
    }
}
