import SystemPackage

/// Reads one part of an unpacked bundle.
struct FolderRead: Sendable {
    /// What came out.
    struct Result: Sendable {
        let part: Int
        var members: [VerifiedMember] = []
        var findings: [Finding] = []

        mutating func note(_ finding: Finding, _ entry: Int) {
            findings.append(finding)
            members.append(VerifiedMember(entry: entry, fact: nil, kept: []))
        }
    }

    private static let blockSize = 1 << 18

    let folder: FilePath
    let contents: BundleContents
    let number: Int
    let part: FolderPart
    /// For each entry of the part.
    let sizes: [Int64]
    let interests: [MemberInterest]
    let progress: any ProgressReporter

    /// Reads the part; a file that cannot be read is a finding.
    ///
    /// - Throws: `CancellationError`.
    func run() throws -> Result {
        var result = Result(part: number)
        var buffer = [UInt8](repeating: 0, count: Int(min(max(part.size, 1), Int64(Self.blockSize))))
        for (place, entry) in part.entries.enumerated() {
            let path = contents.entries[entry].path
            do {
                let member = try read(entry, place, &buffer)
                if let found = member.fact?.digest, found != contents.entries[entry].digest {
                    result.findings.append(.mismatch(path, expected: contents.entries[entry].digest, found: found))
                }
                result.members.append(member)
            } catch let fault as StreamFault {
                result.note(Finding(path, fault.reason), entry)
            } catch let error as FileError {
                result.note(Finding(path, "cannot be read: \(error)"), entry)
            }
        }
        return result
    }

    private func read(_ entry: Int, _ place: Int, _ buffer: inout [UInt8]) throws -> VerifiedMember {
        let path = folder.appending(contents.entries[entry].path.description)
        let reader = try FileReader(path, followLinks: false)
        // Its size was told to the module, and bounds what is kept of it.
        guard reader.size == sizes[place] else {
            throw StreamFault(
                offset: nil, reason: "has \(reader.size) bytes now, \(sizes[place]) when it was first seen")
        }
        if reader.size > Int64(Self.blockSize) { reader.expectSequentialReading() }
        var member = CurrentMember(interests[place])
        var left = reader.size
        while left > 0 {
            try Task.checkCancellation()
            let wanted = Int(min(left, Int64(buffer.count)))
            let count = try buffer.withUnsafeMutableBytes { bytes throws(FileError) in
                try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<wanted]))
            }
            guard count > 0 else { break }
            member.take(buffer[..<count])
            left -= Int64(count)
            progress.report(.advanced(stage: "verify", bytes: Int64(count)))
        }
        let fact = BundleFacts.MemberFact(size: reader.size - left, digest: member.digest)
        return VerifiedMember(entry: entry, fact: fact, kept: member.kept)
    }
}
