import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A private folder for gpg: its keys and its agent, nobody else's.
struct GnuPGHome {
    /// The agent's socket stands in the folder, and a socket's path has 108 bytes at most (unix(7)).
    private static let longestPath = 80

    private let folder: FilePath
    /// What gpg takes for the time, frozen; nil for the machine's clock.
    private let time: Timestamp?

    /// Runs a body with a home of its own; afterwards no agent and no file of it is left.
    ///
    /// - Parameters:
    ///   - scratch: an existing folder; one in /tmp is used when its path is too long for a socket.
    ///   - time: what gpg takes for the time, frozen.
    ///   - body: uses the home.
    /// - Returns: what the body gives.
    /// - Throws: `FileError`, or what the body throws.
    static func with<Result>(
        scratch: FilePath, time: Timestamp?, _ body: (GnuPGHome) async throws -> Result
    ) async throws -> Result {
        let home = GnuPGHome(folder: try makeFolder(in: scratch), time: time)
        do {
            let result = try await body(home)
            await home.remove()
            return result
        } catch {
            await home.remove()
            throw error
        }
    }

    private static func makeFolder(in scratch: FilePath) throws(FileError) -> FilePath {
        guard let absolute = realpath(scratch.string, nil) else {
            throw FileError("open", scratch, Errno(rawValue: errno))
        }
        defer { free(absolute) }
        let path = String(cString: absolute)
        var name = Array("\(path.utf8.count > longestPath ? "/tmp" : path)/gpg.XXXXXX".utf8CString)
        // mkdtemp gives mode 0700.
        guard let made = mkdtemp(&name) else { throw FileError("make a folder in", scratch, Errno(rawValue: errno)) }
        return FilePath(String(cString: made))
    }

    /// Runs gpg in this home, in batch mode and without asking for anything.
    ///
    /// - Parameters:
    ///   - operation: what is done, for messages.
    ///   - arguments: passed as they are.
    ///   - input: given on standard input.
    /// - Returns: its output.
    /// - Throws: `CommandError`, `SigningError.failed` with gpg's words.
    func gpg(_ operation: String, _ arguments: [String], input: [UInt8] = []) async throws -> [UInt8] {
        var options = [
            "--homedir", folder.string, "--no-options", "--batch", "--quiet", "--no-tty", "--pinentry-mode", "loopback",
            "--passphrase", "", "--no-auto-key-locate", "--trust-model", "always", "--display-charset", "utf-8",
        ]
        if let time { options += ["--faked-system-time", "\(time.gnuPG)!"] }
        let limit = 2 * input.count + (4 << 20)
        let outcome = try await CommandRunner.run("gpg", options + arguments, input: input, outputLimit: limit)
        guard outcome.status == 0 else {
            throw SigningError.failed(operation, outcome.errors.split(separator: "\n").joined(separator: "; "))
        }
        return outcome.output
    }

    /// Without gpgconf the agent ends by itself: it watches its folder.
    private func remove() async {
        _ = try? await CommandRunner.run("gpgconf", ["--homedir", folder.string, "--kill", "all"])
        try? FileSystem.removeTree(folder)
    }
}
