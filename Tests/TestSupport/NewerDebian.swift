import AirgapCore
import SystemPackage

/// Programs of the Debian release after this machine's, unpacked into a folder and run on this machine: peers that bookworm does
/// not have, or has in an older version only. Nothing is installed.
///
/// The packages come from the machine's own mirror; apt checks them with the keys of `debian-archive-keyring`. A program sees
/// the folder's `/usr` in place of the machine's, in a mount namespace of its own, and everything else as it is: so paths,
/// sockets and loopback are the same inside and outside.
package final class NewerDebian: Sendable {
    private static let suite = "trixie"
    private static let enter = """
        mount --bind "$0/root/usr" /usr && export HOME="$0/home" PATH=/usr/sbin:/usr/bin && exec "$@"
        """

    private let folder: TemporaryFolder

    /// Fetches and unpacks packages, with what they depend on; maintainer scripts do not run.
    ///
    /// - Parameter packages: their names.
    /// - Throws: `PeerProgram.Failure`, `FileError`.
    package init(_ packages: [String]) async throws {
        folder = try TemporaryFolder()
        try FileSystem.makeFolder(folder.appending("home"))
        try await PeerProgram.run(
            "mmdebstrap",
            [
                "--quiet", "--variant=extract", "--mode=root", "--format=directory", "--components=main",
                "--keyring=/usr/share/keyrings/debian-archive-keyring.gpg",
                "--include=\(packages.joined(separator: ","))", Self.suite, folder.appending("root").string,
                try await MachineMirror.bookworm(),
            ])
    }

    /// What to run for one of its programs.
    ///
    /// - Parameters:
    ///   - program: its name, or its path below the machine's root.
    ///   - arguments: what it is called with.
    ///   - environment: variables to set besides the process's own.
    /// - Returns: the name and the arguments of the process to start.
    package func command(
        _ program: String, _ arguments: [String], environment: [String: String] = [:]
    ) -> (name: String, arguments: [String]) {
        let settings = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let enter = ["unshare", "--mount", "--propagation", "private", "sh", "-c", Self.enter, folder.path.string]
        return ("env", settings + enter + [program] + arguments)
    }

    /// Runs one of its programs and returns its standard output.
    ///
    /// - Throws: `PeerProgram.Failure`.
    @discardableResult
    package func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> String {
        let command = command(program, arguments, environment: environment)
        return try await PeerProgram.run(command.name, command.arguments)
    }
}
