import CPlatform

/// Keeps the allocator from holding on to what one step needed while the next one runs.
enum MemoryBounds {
    /// Few arenas: otherwise every thread keeps one of its own.
    static func set() { airgap_limit_arenas(2) }

    /// Gives free memory back to the system.
    static func giveBack() { airgap_give_memory_back() }
}
