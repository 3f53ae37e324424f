package import AirgapCore
package import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The built program, run as people run it: as a process.
package struct AirgapProgram: Sendable {
    /// The executable beside the running tests.
    package static var path: FilePath {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let bytes = buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }
        return FilePath(String(decoding: bytes, as: UTF8.self)).removingLastComponent().appending("airgap")
    }

    /// The folder that the program works in, with a cache of its own.
    package let folder: TemporaryFolder
    /// The cache, shared between programs that are given the same.
    package let cache: FilePath

    package init(in folder: TemporaryFolder, cache: FilePath? = nil) {
        self.folder = folder
        self.cache = cache ?? folder.appending("cache")
    }

    /// Runs a command to its end; project, cache and output are this folder's.
    ///
    /// - Parameters:
    ///   - verb: `build`, `plan`.
    ///   - arguments: the rest of the command line.
    /// - Returns: status, output and errors.
    /// - Throws: `CommandError`.
    package func run(_ verb: String, _ arguments: [String] = []) async throws -> CommandRunner.Outcome {
        try await CommandRunner.run(Self.path.string, command(verb, arguments), outputLimit: 64 << 20)
    }

    /// The arguments of a command.
    package func command(_ verb: String, _ arguments: [String] = []) -> [String] {
        var own = ["--project", folder.path.string, "--cache", cache.string]
        if verb == "build" { own += ["--output", folder.appending("bundle").string] }
        return [verb] + (verb == "verify" ? [] : own) + arguments
    }

    /// The path of a bundle that this folder's project gave.
    package func bundle(_ name: String) -> FilePath { folder.appending("bundle").appending(name + ".tgz") }
}
