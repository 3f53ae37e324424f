/// The member that is being read.
struct CurrentMember {
    private let interest: MemberInterest
    private var hasher = DigestHasher()
    private var outline = TarOutline()
    /// The bytes that somebody wants to see.
    private(set) var kept: [UInt8] = []

    init(_ interest: MemberInterest) {
        self.interest = interest
    }

    var digest: Digest { hasher.digest() }

    mutating func take(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { hasher.update($0) }
        switch interest {
        case .digest: break
        case .tarOutline: kept += outline.take(bytes).utf8
        case .contents: kept += bytes
        case .prefix(let count): kept += bytes.prefix(max(0, count - kept.count))
        }
    }
}
