import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// Whoever packs a tree, wherever and whenever, gets the same bytes.
struct SurroundingsTests {
    /// What is different, as a command that runs the rest of its arguments.
    struct Variation: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let command: [String]

        static let all = [
            Variation(testDescription: "time zone", command: ["env", "TZ=Pacific/Kiritimati"]),
            Variation(testDescription: "locale", command: ["env", "LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8"]),
            Variation(testDescription: "another character set", command: ["env", "LC_ALL=de_DE.ISO-8859-1"]),
            Variation(testDescription: "no locale", command: ["env", "-u", "LANG", "LC_ALL=C"]),
            Variation(testDescription: "umask", command: ["sh", "-c", "umask 077; exec \"$@\"", "sh"]),
            Variation(testDescription: "clock", command: ["faketime", "2038-03-04 05:06:07"]),
            Variation(
                testDescription: "user",
                command: ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/nonexistent"]),
        ]
    }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let names = ["a", "B", "ü", "z", "with space"] + (0..<30).map { "many/\($0)" }

    private func project(at path: String) throws -> FilePath {
        let project = folder.appending(path)
        var random = SeededRandom(seed: 50)
        for name in Self.names {
            try folder.write(random.bytes(1000 + random.below(200_000)), at: "\(path)/data/\(name)")
        }
        try folder.write(
            "name: same\nversion: '1'\narches: [amd64]\nfiles:\n  extra:\n"
                + Self.names.map { "    - { path: 'data/\($0)', to: 'data/\($0)' }\n" }.joined(),
            at: "\(path)/airgap.yaml")
        return project
    }

    private func build(_ project: FilePath, _ arguments: [String] = [], with command: [String] = []) async throws
        -> String
    {
        let own = [
            AirgapProgram.path.string, "build", "--quiet", "--arch", "amd64", "--project", project.string, "--cache",
            project.appending("cache").string, "--output", project.appending("out").string,
        ]
        let all = ["env", "LOCPATH=\(folder.appending("locales"))"] + command + own + arguments
        try await PeerProgram.run(all[0], Array(all.dropFirst()))
        let sums = try await PeerProgram.run("sha256sum", [project.appending("out/same-1-amd64.tgz").string])
        return String(sums.prefix(64))
    }

    /// Compiles the locales that the variations name: few machines have them.
    private func makeLocales() async throws {
        let script = """
            mkdir "$0" && localedef -i tr_TR -f UTF-8 "$0/tr_TR.UTF-8" && localedef -i de_DE -f ISO-8859-1 "$0/de_DE.ISO-8859-1"
            for name in tr_TR.UTF-8 de_DE.ISO-8859-1; do
                LOCPATH="$0" LC_ALL=$name locale 2>&1 >/dev/null | grep . && exit 1
            done
            exit 0
            """
        try await PeerProgram.run("sh", ["-c", script, folder.appending("locales").string])
    }

    /// The project in another folder, with the lock of the first.
    private func copy(of project: FilePath, to path: String) async throws -> FilePath {
        let other = folder.appending(path)
        try FileSystem.makeFolder(other)
        try await PeerProgram.run(
            "sh", ["-c", "cd \"$0\" && cp -r airgap.yaml airgap.lock data \"$1\"", project.string, other.string])
        return other
    }

    @Test func `nothing around it changes a byte`() async throws {
        try await makeLocales()
        let first = try project(at: "first")
        let reference = try await build(first)
        for (number, variation) in Variation.all.enumerated() {
            let other = try await copy(of: first, to: "another place/\(number)")
            try await PeerProgram.run("chown", ["-R", "65534:65534", folder.path.string])
            let found = try await build(other, ["--locked"], with: variation.command)
            #expect(found == reference, "\(variation.testDescription)")
        }
        for jobs in [1, 2, 4, 8] {
            #expect(try await build(first, ["--locked", "--jobs", "\(jobs)"]) == reference, "\(jobs) jobs")
        }
    }

    /// disorderfs gives folders' entries in another order, and the file system has no direct writes and no links to the
    /// cache.
    @Test(arguments: ["--reverse-dirents=yes", "--shuffle-dirents=yes", "--sort-dirents=yes"])
    func `the order of folders does not matter`(_ order: String) async throws {
        let first = try project(at: "first")
        let reference = try await build(first)
        let other = try await copy(of: first, to: "other")
        for name in ["behind", "out"] { try FileSystem.makeFolder(other.appending(name)) }
        let script = """
            disorderfs -q "$1" "$2/behind" "$2/out" || exit 98
            shift 2
            "$@"
            code=$?
            many=same-1-amd64/resources/nginx/files/data/many
            [ "$(ls -U "$0/out/$many")" != "$(ls -U "$0/behind/$many")" ] || exit 96
            umount "$0/out" || exit 97
            exit $code
            """
        let own = [
            AirgapProgram.path.string, "build", "--quiet", "--locked", "--arch", "amd64", "--project", other.string,
            "--cache", other.appending("cache").string, "--output", other.appending("out").string,
        ]
        try await PeerProgram.run(
            "unshare", ["-m", "sh", "-c", script, other.string, order, other.string] + own)
        let sums = try await PeerProgram.run("sha256sum", [other.appending("behind/same-1-amd64.tgz").string])
        #expect(sums.prefix(64) == reference)
    }
}
