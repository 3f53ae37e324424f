/// Walks through the tar bytes of one unit: headers must be the canonical ones, contents have their digests, padding is
/// zero.
struct UnitWalker {
    private enum Stage {
        case header, content, padding, end
    }

    /// A member that has ended; its last bytes may not be hashed yet.
    private struct Ended {
        let entry: Int
        let digest: DigestStream
        let kept: [UInt8]
        /// Why it could not be read as a whole.
        let damage: String?
    }

    private let map: BundleMap
    private let interests: [MemberInterest]
    private let unit: BundleMap.Unit
    private let consumer: (any MemberConsumer)?
    private let batch: DigestBatch
    private var ended: [Ended] = []
    private(set) var members: [VerifiedMember] = []
    private(set) var findings = FindingList()

    private var entry: Int
    private var stage = Stage.header
    /// Bytes that are left of the stage.
    private var left: Int64 = 0
    private var header: [UInt8] = []
    private var headerUsed = 0
    private var found: [UInt8] = []
    private var digest = DigestStream()
    private var outline = TarOutline()
    private var kept: [UInt8] = []
    private var damage: String?
    private var isConsumed = false

    /// - Parameters:
    ///   - map: the bundle's layout.
    ///   - unit: what is walked through.
    ///   - interests: for each entry of the unit, what is to be kept of it.
    ///   - batch: hashes the contents.
    ///   - consumer: gets the contents.
    init(
        _ map: BundleMap, _ unit: BundleMap.Unit, _ interests: [MemberInterest], _ batch: DigestBatch,
        _ consumer: (any MemberConsumer)? = nil
    ) {
        self.batch = batch
        self.consumer = consumer
        self.map = map
        self.unit = unit
        self.interests = interests
        entry = unit.entries.lowerBound
        begin()
    }

    /// Takes the next bytes, which must stay where they are until the batch has run.
    ///
    /// - Throws: what the consumer throws.
    mutating func take(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty, left > 0 {
            let part = UnsafeRawBufferPointer(rebasing: rest[..<Int(min(left, Int64(rest.count)))])
            rest = UnsafeRawBufferPointer(rebasing: rest[part.count...])
            try look(part)
            try advance(part.count)
        }
    }

    /// Passes over bytes that cannot be read; the members that they belong to are damaged.
    ///
    /// - Throws: what the consumer throws.
    mutating func skip(_ count: Int, _ reason: String) throws {
        var rest = Int64(count)
        while rest > 0, left > 0 {
            let part = min(left, rest)
            if stage == .end {
                findings.add(Finding(map.contents.manifest.bundleName.description, reason))
            } else {
                damage = reason
            }
            rest -= part
            try advance(Int(part))
        }
    }

    private mutating func look(_ part: UnsafeRawBufferPointer) throws {
        switch stage {
        case .header: found += part
        case .content:
            batch.add(part, to: digest)
            keep(part)
            if isConsumed { try consumer?.take(part) }
        case .padding, .end:
            guard part.contains(where: { $0 != 0 }) else { return }
            findings.add(Finding(path, stage == .end ? "bytes after it that are not zero" : "padding that is not zero"))
        }
    }

    private mutating func keep(_ part: UnsafeRawBufferPointer) {
        switch interests[entry - unit.entries.lowerBound] {
        case .digest: break
        case .contents(let limit):
            // Not grown piece by piece, which needs twice the room.
            if kept.isEmpty { kept.reserveCapacity(Int(min(left, Int64(limit)))) }
            kept += part
        case .tarOutline: kept += outline.take(Array(part)[...]).utf8
        case .prefix(let count): kept += part.prefix(max(0, count - kept.count))
        }
    }

    private mutating func advance(_ count: Int) throws {
        left -= Int64(count)
        while left == 0 {
            switch stage {
            case .header:
                try checkHeader()
                (stage, left) = (.content, map.size(entry))
            case .content: (stage, left) = (.padding, Int64(CanonicalHeader.padding(after: map.size(entry))))
            case .padding:
                try end()
                entry += 1
                if entry < unit.entries.upperBound {
                    begin()
                } else {
                    stage = .end
                    left = unit.isLast ? 1024 : 0
                    if !unit.isLast { return }
                }
            case .end: return
            }
        }
    }

    private mutating func begin() {
        header = map.contents.header(of: map.contents.entries[entry], size: map.size(entry))
        (stage, left) = (.header, Int64(header.count))
        found = []
        kept = []
        digest = DigestStream()
        outline = TarOutline()
        damage = nil
        isConsumed = false
    }

    private var path: RelativePath { map.contents.entries[min(entry, unit.entries.upperBound - 1)].path }

    private mutating func checkHeader() throws {
        guard damage == nil else { return }
        if let text = HeaderDifference.text(found: found, expected: header) {
            findings.add(Finding(path, text))
        } else if let consumer {
            try consumer.begin(entry, map.contents.entries[entry], size: map.size(entry))
            isConsumed = true
        }
    }

    private mutating func end() throws {
        ended.append(Ended(entry: entry, digest: digest, kept: kept, damage: damage))
        guard isConsumed else { return }
        batch.run()
        try consumer?.end(isGood: damage == nil && digest.digest() == map.contents.entries[entry].digest)
    }

    /// Whether bytes that it was given are not hashed yet.
    var isWaiting: Bool { !digest.isIdle || ended.contains { !$0.digest.isIdle } }

    /// Judges the members that have ended, once all of them are hashed.
    mutating func settle() {
        for member in ended { settle(member) }
        ended.removeAll(keepingCapacity: true)
    }

    private mutating func settle(_ member: Ended) {
        let listed = map.contents.entries[member.entry]
        if let damage = member.damage {
            findings.add(Finding(listed.path, damage))
            members.append(VerifiedMember(entry: member.entry, fact: nil, kept: []))
            return
        }
        let found = member.digest.digest()
        if found != listed.digest { findings.add(.mismatch(listed.path, expected: listed.digest, found: found)) }
        members.append(
            VerifiedMember(
                entry: member.entry, fact: .init(size: map.size(member.entry), digest: found), kept: member.kept))
    }
}
