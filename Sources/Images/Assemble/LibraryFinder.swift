import AirgapCore
import SystemPackage

/// Finds the libraries that an image's programs need, and those that these need, in the packages of a target.
struct LibraryFinder {
    let context: ResolveContext
    /// The packages that the image is made of with all that they depend on.
    let closure: [PackageFile]
    /// What the image has so far.
    private var inventory: ImageInventory
    /// The libraries of the packages that were looked into.
    private var known: [PackageFile: PackageLibraries] = [:]

    init(closure: [PackageFile], inventory: ImageInventory, context: ResolveContext) {
        self.closure = closure
        self.inventory = inventory
        self.context = context
    }

    /// What must be added to the image, sorted by path.
    ///
    /// - Throws: `AssemblyError.noLibrary`, `AssemblyError.wrongMachine`, `StageError` when a package cannot be fetched.
    mutating func contents() async throws -> [LayerContent] {
        var found: [LayerContent] = []
        while !inventory.missing.isEmpty {
            let more = try await libraries(for: inventory.missing)
            guard !more.isEmpty else { throw AssemblyError.noLibrary(inventory.missing) }
            found += more
        }
        return found.sorted { ($0.to?.description ?? "") < ($1.to?.description ?? "") }
    }

    /// What the first package has that has any of the libraries; nothing when none has.
    private mutating func libraries(for missing: [String]) async throws -> [LayerContent] {
        for package in ranked(for: missing) {
            let libraries = try await look(into: package)
            let contents = missing.compactMap { libraries.content(for: $0) }
            guard !contents.isEmpty else { continue }
            try libraries.inspect(contents, context.architecture, into: &inventory)
            return contents
        }
        return []
    }

    private mutating func look(into package: PackageFile) async throws -> PackageLibraries {
        if let present = known[package] { return present }
        try await context.sources.fetch([ImagesModule.item(package)])
        let libraries = try PackageLibraries(PackageMembers(package: package, store: context.store))
        known[package] = libraries
        return libraries
    }

    /// The likeliest packages first: one named after a library, then other libraries, then everything; so that little is
    /// fetched in vain.
    private func ranked(for missing: [String]) -> [PackageFile] {
        let names = Set(missing.map(Self.packageName))
        let named = closure.filter { names.contains($0.name) }
        let libraries = closure.filter { !names.contains($0.name) && $0.name.hasPrefix("lib") }
        return named + libraries + closure.filter { !names.contains($0.name) && !$0.name.hasPrefix("lib") }
    }

    /// The name that Debian gives a library's package: `libssl.so.3` is in `libssl3` (Debian Policy, section 8.1).
    static func packageName(of library: String) -> String {
        guard let name = library.split(separator: "/").last else { return library }
        // The loader has no package of its own.
        if name.hasPrefix("ld-linux") { return "libc6" }
        let parts = name.split(separator: ".so.")
        guard parts.count == 2 else { return String(name) }
        let hyphen = parts[0].last?.isNumber == true ? "-" : ""
        return "\(parts[0])\(hyphen)\(parts[1])".lowercased().replacing("_", with: "-")
    }
}
