package import SystemPackage

/// The beginning of a bundle: its manifest and its lock, read without the rest.
package struct BundleHead: Sendable {
    /// Nil for a lock file that is in no bundle.
    package let manifest: BundleManifest?
    package let lock: LockFile

    /// What is known of the signature; nil for a lock file that is in no bundle.
    package let signature: SignatureState?

    /// Reads a bundle, an unpacked one, or a lock file.
    ///
    /// - Parameters:
    ///   - path: the bundle, its folder, or the file.
    ///   - trust: what it must show; a lock file alone shows nothing.
    /// - Throws: `BundleHeadError`, `FileError`.
    package init(_ path: FilePath, trust: BundleTrust = BundleTrust()) throws {
        do {
            try self.init(reading: path, trust)
        } catch let fault as SignatureFault {
            throw BundleHeadError.untrusted(path, fault)
        } catch let fault as OlderGeneration {
            throw BundleHeadError.older(path, fault)
        } catch let fault as StreamFault {
            throw BundleHeadError.unreadable(path, "\(fault)")
        }
    }

    private init(reading path: FilePath, _ trust: BundleTrust) throws {
        let bytes: [UInt8]
        if try FileSystem.status(path)?.kind == .folder {
            (manifest, bytes, signature) = try Self.folder(path, trust)
        } else if try FileReader(path).read(upTo: 2) == [0x1F, 0x8B] {
            (manifest, bytes, signature) = try Self.archive(path, trust)
        } else {
            (manifest, bytes, signature) = (nil, try FileSystem.read(path, limit: 256 << 20), nil)
        }
        guard manifest != nil || !trust.asksForSignature else { throw BundleHeadError.lockAlone(path) }
        if let manifest, manifest.lock != Digest(of: bytes) { throw BundleHeadError.wrongLock(path) }
        do {
            lock = try LockFile(parsing: bytes)
        } catch {
            throw BundleHeadError.unreadable(path, (manifest == nil ? "no bundle, and " : "") + "\(error)")
        }
    }

    private static func folder(_ path: FilePath, _ trust: BundleTrust) throws -> (
        BundleManifest?, [UInt8], SignatureState?
    ) {
        let lock = try FileSystem.read(path.appending(BundleLayout.lock), limit: Int(MemberLimits.lock))
        guard try FileSystem.status(path.appending(BundleLayout.manifest)) != nil else { return (nil, lock, nil) }
        let prologue = try trust.prologue {
            try FolderVerifier.lookAtLists(path)
            return try BundlePrologue(folder: path)
        }
        let (contents, signature) = try believed(prologue, trust)
        return (contents.manifest, lock, signature)
    }

    private static func archive(_ path: FilePath, _ trust: BundleTrust) throws -> (
        BundleManifest?, [UInt8], SignatureState?
    ) {
        let file = try BundleFile(path)
        let (contents, signature) = try believed(try trust.prologue { try BundlePrologue(file) }, trust)
        return (contents.manifest, try lock(file, contents, path), signature)
    }

    private static func believed(_ prologue: BundlePrologue, _ trust: BundleTrust) throws -> (
        BundleContents, SignatureState
    ) {
        let signature = try trust.signature(of: prologue)
        let contents = try prologue.contents()
        guard contents.findings.isEmpty else { throw BundleReadError.refused(contents.findings) }
        try trust.checkAge(contents.manifest)
        return (contents, signature)
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
