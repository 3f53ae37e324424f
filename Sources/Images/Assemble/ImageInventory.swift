import AirgapCore

/// What the layers of an image hold, as far as it decides whether its programs can start.
struct ImageInventory {
    /// A program or library with what it needs.
    struct Program: Equatable {
        let path: String
        let elf: ELFFile
    }

    /// Files and links.
    private(set) var paths: Set<String> = []
    private var names: Set<Substring> = []
    private(set) var folders: Set<String> = []
    private(set) var programs: [Program] = []

    mutating func addFile(_ path: String) {
        paths.insert(path)
        if let name = path.split(separator: "/").last { names.insert(name) }
    }

    /// - Returns: whether the folder is new.
    mutating func addFolder(_ path: String) -> Bool { folders.insert(path).inserted }

    /// Notes what a file needs, when it is a program or library; it must be for the image's architecture.
    ///
    /// - Throws: `AssemblyError.wrongMachine`, `AssemblyError.badProgram`, `FileError`.
    mutating func inspect(_ file: FileReader, at path: String, for architecture: Architecture) throws {
        let read: ELFFile?
        do {
            read = try ELFFile(file)
        } catch let damage as ELFFile.Damage {
            throw AssemblyError.badProgram(path: path, reason: damage.reason)
        }
        guard let elf = read, elf.isRunnable else { return }
        guard elf.machine == architecture.oci else {
            throw AssemblyError.wrongMachine(path: path, found: elf.machine, wanted: architecture)
        }
        programs.append(Program(path: path, elf: elf))
    }

    /// What a program needs that the image does not have: its loader at its very path, its libraries anywhere.
    func missing(for program: Program) -> [String] {
        let loader = program.elf.interpreter.flatMap { interpreter in
            paths.contains(PackageMembers.name(interpreter)) ? nil : interpreter
        }
        return (loader.map { [$0] } ?? []) + program.elf.needed.filter { !names.contains(Substring($0)) }
    }

    /// Everything that is missing, each once, in order.
    var missing: [String] {
        var seen: Set<String> = []
        return programs.flatMap(missing).filter { seen.insert($0).inserted }
    }

    /// The first program that could not start.
    func firstStuck() -> (path: String, needs: [String])? {
        for program in programs where program.elf.interpreter != nil {
            let needs = missing(for: program)
            if !needs.isEmpty { return (program.path, needs) }
        }
        return nil
    }
}
