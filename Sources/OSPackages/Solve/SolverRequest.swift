import CSolv

/// Something that was asked for, with the packages that could be meant.
struct SolverRequest {
    /// As the user wrote it.
    let text: String
    let packages: [Id]
}
