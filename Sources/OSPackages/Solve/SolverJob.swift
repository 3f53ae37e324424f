import CSolv

/// Something that a solution must have, or should rather have.
enum SolverJob {
    /// One of some packages.
    case installOne(of: [Id])
    /// The best package of a name.
    case installName(Id)
    /// Whatever provides a name or relation best.
    case installProvider(Id)
    /// Taken when there is a choice.
    case favor(Id)
}
