/// What a task of the pipeline comes back with.
enum PackEvent: Sendable {
    /// These slots are full.
    case read(PackFeed.Portion)
    /// The slot with this number has its member, and the compressor is free.
    case compressed(Int, PackSlot, PackCompressor)
    /// These members are in the file, and their slots are free.
    case written([PackSlot])
}
