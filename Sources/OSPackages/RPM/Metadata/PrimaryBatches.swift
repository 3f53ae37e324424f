/// Makes batches out of drafts.
struct PrimaryBatches {
    /// What a batch holds at most before its last package, however much a package has.
    private static let relationLimit = 1 << 16
    private static let byteLimit = 1 << 20

    private let size: Int
    private var batch = PrimaryBatch()
    private var generation = 0
    /// Bytes of the table that are in a batch.
    private var sent = 0

    /// - Parameter size: packages in a batch.
    init(size: Int) { self.size = size }

    /// Adds a package.
    ///
    /// - Returns: the batch before it, when that one is full.
    /// - Throws: `MetadataError` when something is missing.
    mutating func add(_ draft: PackageDraft, _ texts: TextTable) throws(MetadataError) -> PrimaryBatch? {
        let package = try draft.packed(texts)
        let startsOver = texts.generation != generation
        let done = startsOver || isFull ? batch : nil
        if done != nil { batch = PrimaryBatch(startsOver: startsOver) }
        if startsOver { (generation, sent) = (texts.generation, 0) }
        batch.packages.append(package)
        batch.relations.append(contentsOf: draft.relations)
        batch.files.append(contentsOf: draft.files)
        batch.texts.append(contentsOf: texts.bytes[sent...])
        sent = texts.bytes.count
        return done
    }

    private var isFull: Bool {
        batch.packages.count >= size || batch.relations.count >= Self.relationLimit
            || batch.files.count + batch.texts.count >= Self.byteLimit
    }

    /// What is left.
    func last() -> PrimaryBatch { batch }
}
