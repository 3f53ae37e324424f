/// A slot whose member is made, with its place in the archive's order.
struct CompressedSlot: Sendable {
    let number: Int
    let slot: PackSlot

    /// Makes the slot's member.
    init(number: Int, slot: PackSlot) {
        slot.compress()
        self.number = number
        self.slot = slot
    }
}
