/// A version whose texts are numbers of a `TextTable`.
struct NumberedVersion: Hashable {
    static let none = NumberedVersion(epoch: nil, version: 0, release: nil)

    let epoch: UInt32?
    let version: Int32
    let release: Int32?

    /// With its texts.
    func version(_ texts: TextTable) -> RPMVersion {
        RPMVersion(epoch: epoch, version: texts.string(version), release: release.map(texts.string))
    }
}
