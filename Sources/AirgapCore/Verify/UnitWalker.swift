/// Walks through the tar bytes of one unit: headers must be the canonical ones, contents have their digests, padding is
/// zero.
struct UnitWalker {
    private enum Stage {
        case header, content, padding, end
    }

    private let map: BundleMap
    private let interests: [MemberInterest]
    private let unit: BundleMap.Unit
    private let consumer: (any MemberConsumer)?
    private(set) var members: [VerifiedMember] = []
    private(set) var findings = FindingList()

    private var entry: Int
    private var stage = Stage.header
    /// Bytes that are left of the stage.
    private var left: Int64 = 0
    private var header: [UInt8] = []
    private var headerUsed = 0
    private var found: [UInt8] = []
    private var hasher = DigestHasher()
    private var outline = TarOutline()
    private var kept: [UInt8] = []
    private var damage: String?
    private var isConsumed = false

    /// - Parameters:
    ///   - map: the bundle's layout.
    ///   - unit: what is walked through.
    ///   - interests: for each entry of the unit, what is to be kept of it.
    ///   - consumer: gets the contents.
    init(
        _ map: BundleMap, _ unit: BundleMap.Unit, _ interests: [MemberInterest],
        _ consumer: (any MemberConsumer)? = nil
    ) {
        self.consumer = consumer
        self.map = map
        self.unit = unit
        self.interests = interests
        entry = unit.entries.lowerBound
        begin()
    }

    /// Takes the next bytes.
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
            hasher.update(part)
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
        case .contents: kept += part
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
        hasher = DigestHasher()
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
        if let damage {
            findings.add(Finding(path, damage))
            members.append(VerifiedMember(entry: entry, fact: nil, kept: []))
            if isConsumed { try consumer?.end(isGood: false) }
            return
        }
        let digest = hasher.digest()
        let expected = map.contents.entries[entry].digest
        if isConsumed { try consumer?.end(isGood: digest == expected) }
        if digest != expected { findings.add(.mismatch(path, expected: expected, found: digest)) }
        members.append(VerifiedMember(entry: entry, fact: .init(size: map.size(entry), digest: digest), kept: kept))
    }
}
