/// What a target asks of its closure.
struct ResolverOptions: Hashable, Sendable {
    /// Whether Recommends are followed like Depends where something satisfies them.
    var takesRecommended = false
    /// Whether every alternative of `a | b` is carried, not only the one that apt would take.
    var takesAllAlternatives = false
}
