/// Reads one unit of a bundle with a decoder.
struct UnitPass: Sendable {
    /// What came out.
    struct Result: Sendable {
        let unit: Int
        let members: [VerifiedMember]
        let findings: [Finding]
    }

    let file: FileReader
    let map: BundleMap
    let number: Int
    let interests: [MemberInterest]
    let progress: any ProgressReporter
    var consumer: (any MemberConsumer)?

    /// Reads the unit; a gzip member that is damaged is passed over.
    ///
    /// - Throws: `FileError`, `CancellationError`, or what the consumer throws.
    func run(_ decoder: ChunkDecoder) throws -> Result {
        try UnitGroup(waiting: UnitQueue([self])).run([decoder])[0]
    }
}
