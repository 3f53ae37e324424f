/// What a task of the pipeline comes back with.
enum PackEvent: Sendable {
    /// A member is made.
    case compressed(CompressedSlot)
    /// These members are in the file, and their slots are free.
    case written([PackSlot])
}
