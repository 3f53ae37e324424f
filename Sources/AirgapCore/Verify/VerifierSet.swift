/// The verifiers of all modules, and which members each of them gets.
package struct VerifierSet {
    /// One module's verifier.
    struct Part {
        let name: ModuleName
        let owns: (RelativePath) -> Bool
        var verifier: any ModuleVerifier
    }

    var parts: [Part]

    /// - Parameter types: the modules that the program knows.
    package init(_ types: [any BundleModule.Type]) {
        parts = types.map { type in Part(name: type.name, owns: type.owns, verifier: type.makeVerifier()) }
    }

    /// The part that a member belongs to.
    func index(for path: RelativePath) -> Int? { parts.firstIndex { $0.owns(path) } }
}
