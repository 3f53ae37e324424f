/// Packages on their way from one thread to another, with nothing in them that must be counted or freed one by one.
struct PrimaryBatch {
    /// Whether the numbers of texts begin again at 0.
    var startsOver = false
    /// Texts that were not there before, each ended by NUL: their numbers go on.
    var texts: [UInt8] = []
    var packages: [PackedPackage] = []
    var relations: [RelationEntry] = []
    /// Paths, each ended by NUL.
    var files: [UInt8] = []
}
