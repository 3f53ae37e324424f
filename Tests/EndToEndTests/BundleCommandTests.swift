import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// verify, list, cat, extract, sign and keygen as people type them, and as they mistype them.
struct BundleCommandTests {
    private let folder: TemporaryFolder
    private let program: AirgapProgram

    init() throws {
        folder = try TemporaryFolder()
        program = AirgapProgram(in: folder)
        var random = SeededRandom(seed: 70)
        try folder.write(random.bytes(1_500_000), at: "data/large")
        try folder.write("content\n", at: "data/with space")
        try folder.write("ü\n", at: "data/ünï")
        try folder.write(
            "name: typed\nversion: '1'\narches: [amd64]\nfiles:\n  extra:\n"
                + ["large", "with space", "ünï"].map { "    - { path: 'data/\($0)', to: 'data/\($0)' }\n" }.joined(),
            at: "airgap.yaml")
    }

    /// Builds the bundle, then runs a script in the folder with `a` for the program and `$b` for the bundle.
    private func shell(_ script: String, signed: Bool = false) async throws -> String {
        var arguments = ["--quiet", "--program", "none"]
        if signed {
            for name in ["site", "other"] {
                try await PeerProgram.run(
                    AirgapProgram.path.string, ["keygen", folder.appending(name + ".key").string])
            }
            arguments += ["--sign", folder.appending("site.key").string]
        }
        let outcome = try await program.run("build", arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let own =
            "export LC_ALL=C.UTF-8; cd \"$1\"; program=$0; b=bundle/typed-1-amd64.tgz; a() { \"$program\" \"$@\"; }\n"
        return try await PeerProgram.run(
            "sh", ["-c", own + script, AirgapProgram.path.string, folder.path.string])
    }

    /// Every path that tar lists is taken by cat, and gives what tar gives; `./` before it does no harm.
    @Test func `paths as tar lists them`() async throws {
        let said = try await shell(
            """
            tar --quoting-style=literal -tzf $b > listed
            while read -r path; do
                tar --quoting-style=literal -xzOf $b "$path" > theirs
                for name in "$path" "./$path" "${path#*/}" "./${path#*/}"; do
                    a cat $b "$name" > ours || echo "$name: $?"
                    cmp ours theirs
                done
                echo one
            done < listed
            a extract -q --to out $b ./typed-1-amd64/resources/nginx/ && ls out/typed-1-amd64
            a cat $b resources 2>&1; echo $?; a cat $b nosuch 2>&1; echo $?; a extract $b a//b 2>&1; echo $?
            """)
        let lines = said.split(separator: "\n").filter { $0 != "one" }.map(String.init)
        #expect(said.split(separator: "\n").filter { $0 == "one" }.count == 6)
        #expect(
            lines.prefix(7) == [
                "3 files, 1.50 MB; unsigned: nothing says who made the bundle", "resources",
                "error: bundle: resources: it is a folder; 'airgap extract' takes folders", "66",
                "error: bundle: nosuch: there is no such file or folder in it", "66",
                "Error: path with an empty component 'a//b'",
            ], "\(said)")
        #expect(lines.last == "64", "\(said)")
    }

    /// What does not reach standard output is not passed over; that its reader had enough is no fault.
    @Test func `standard output that is full, or closed`() async throws {
        let said = try await shell(
            """
            for words in "list $b" "verify -q $b" "verify -q --json $b" "cat $b airgap.lock" "diff $b airgap.lock"; do
                a $words > /dev/full 2> errors; echo $?; cat errors
            done
            { a cat $b resources/nginx/files/data/large; echo $? >&2; } 2> errors | head -c 3 > head; cat errors
            """)
        let expected = [String](repeating: "74\nerror: cannot write standard output: No space left on device", count: 5)
        #expect(
            said.replacing(#/ \([0-9.]+ k?B more needed\)/#, with: "") == expected.joined(separator: "\n") + "\n0\n",
            "\(said)")
    }

    @Test func `files that are none, or no bundle`() async throws {
        let said = try await shell(
            """
            mkfifo pipe; try() { a "$@" > said 2>&1; echo "$?: $(tail -n 1 said)"; }
            try verify pipe; try list /dev/null; try verify -q nosuch; try list bundle
            a verify -q /dev/stdin < $b > said 2>&1; echo "$?: $(tail -n 1 said)"
            gzip -dc $b > typed.tar; try verify -q typed.tar; gzip -n typed.tar; try verify -q typed.tar.gz
            zstd -q $b -o b.zst; try verify -q b.zst; : > empty; try verify -q empty
            echo x | gzip > text.gz; try verify -q text.gz; cat $b $b > twice; try verify -q twice
            head -c 1000000 $b > cut; try verify -q cut; try list cut; try cat cut airgap.lock; try extract --to cutout cut
            [ -e cutout ] || echo nothing written
            """)
        let whole = "0: OK: nothing is missing, added or changed. This proves that it is whole, not who made it."
        let cut = "the file does not end with its index: it is truncated, or something follows, at byte 1000000"
        let expected = [
            "66: error: cannot open pipe: Not a regular file", "66: error: cannot open /dev/null: Not a regular file",
            "66: error: cannot open nosuch: No such file or directory",
            "66: error: cannot open bundle: Is a directory", whole,
            "1:   'typed.tar': not a gzip file, but a tar archive: 'gzip -n' makes a bundle of it again, at byte 0; the rest was not read",
            whole, "1:   'b.zst': not a gzip file, but one of zstd, at byte 0; the rest was not read",
            "1:   'empty': the file is empty, at byte 0; the rest was not read",
            "1:   'text.gz': the archive ends early, at byte 2; the rest was not read",
        ]
        let lines = said.split(separator: "\n").map(String.init)
        #expect(Array(lines.prefix(expected.count)) == expected, "\(said)")
        #expect(lines[expected.count].hasPrefix("1:   'twice': something follows the end of the archive"), "\(said)")
        #expect(lines[expected.count + 1].contains("the file is truncated, at byte 1000000"), "\(said)")
        #expect(
            lines.dropFirst(expected.count + 2)
                == [
                    "1: error: bundle: cut: \(cut)", "1: error: bundle: cut: \(cut)", "1: error: bundle: cut: \(cut)",
                    "nothing written",
                ], "\(said)")
    }

    /// A file system that has room, but no inodes.
    @Test func `a disk without inodes`() async throws {
        let said = try await shell(
            """
            mkdir disk; mount -t tmpfs -o size=64m,nr_inodes=12 none disk || exit 1
            a extract -q --to disk/out $b > said 2>&1; echo $?; grep -c 'No space left on device' said
            find disk -name '*.tmp' -type f | wc -l; find disk -type f -exec cat {} + | wc -c > size
            for f in $(find disk -type f -name '[!.]*'); do a cat $b "${f#disk/out/}" | cmp - "$f"; done
            mount -o remount,nr_inodes=1000 disk; a extract -q --to disk/out $b | cut -d , -f 1; umount disk
            """)
        #expect(said == "74\n1\n0\n6 files\n", "\(said)")
    }

    /// sha256sum says what the digest is.
    @Test func `the file's own digest`() async throws {
        let said = try await shell(
            """
            a verify --digest $b 2>/dev/null > said; grep -cF "the file's sha256:$(sha256sum $b | cut -c -64), as" said
            cp $b other.tgz; a verify --digest other.tgz 2>/dev/null > said; echo $?
            grep -c "; no 'other.tgz.sha256' beside it to compare" said
            echo x >> $b.sha256; sed 's/^./x/' $b.sha256 > other.tgz.sha256; a verify -q --digest other.tgz; echo $?
            sha256sum airgap.yaml > other.tgz.sha256; a verify -q --digest other.tgz > said; echo $?
            grep -c "'other.tgz.sha256': digest mismatch: expected sha256:$(sha256sum airgap.yaml | cut -c -64)" said
            a verify --quick $b 2>&1 | grep -c 'verify: contents were not read\\|contents were NOT read'
            """)
        let lines = said.split(separator: "\n")
        #expect(lines.filter { $0.count == 1 } == ["1", "0", "1", "1", "1", "1", "2"], "\(said)")
        #expect(said.contains("'other.tgz.sha256': not a sha256sum line"), "\(said)")
    }

    @Test func `keys that are none`() async throws {
        let said = try await shell(
            """
            try() { a "$@" > said 2>&1; echo "$?: $(tail -n 1 said)"; }
            try verify -q --key site.key $b; try verify -q --key site.pem $b; try verify -q --key airgap.yaml $b
            head -c 5000000 /dev/zero > zeros; try list --key zeros $b; try list --key nosuch $b
            try sign --key site.asc $b; try sign --key nosuch $b
            cp $b damaged.tgz; printf X | dd of=damaged.tgz bs=1 seek=900000 conv=notrunc status=none
            try sign -q --key nosuch damaged.tgz; try sign -q --key site.key damaged.tgz
            gzip -dc $b | gzip -n > plain.tgz; try sign --key site.key plain.tgz
            a keygen third.key | grep -c '^public key: third.asc, for openssl third.pem$'
            openssl pkey -pubin -in third.pem -noout -text | head -n 1; stat -c %a third.key third.asc third.pem
            """, signed: true)
        let expected = [
            "65: error: verify: site.key: no usable key: it is the secret key; the public one stands beside it, in .asc",
            "65: error: verify: site.pem: no usable key: it is for openssl; the key for this program is in .asc",
            "65: error: verify: airgap.yaml: no usable key: it is no OpenPGP public key",
            "65: error: verify: zeros: no usable key: larger than any keyring: at most 4.19 MB",
            "66: error: cannot open nosuch: No such file or directory",
            "65: error: sign: site.asc: not an OpenPGP secret key",
            "66: error: cannot open nosuch: No such file or directory",
            "66: error: cannot open nosuch: No such file or directory",
            "1:   'resources/nginx/files/data/large': cannot be read: damaged gzip member: its bytes are not those that the index has, at byte ",
            "66: error: bundle: plain.tgz: another gzip made it, so it has no index; only a bundle as 'airgap build' writes it can be signed",
            "1", "Public-Key: (3072 bit)", "600", "644", "644",
        ]
        let lines = said.split(separator: "\n").map(String.init)
        #expect(lines.count == expected.count, "\(said)")
        for (line, start) in zip(lines, expected) { #expect(line.hasPrefix(start), "\(said)") }
    }

    /// A key that cannot sign is told before anybody is asked for anything.
    @Test func `build looks at its key first`() async throws {
        try folder.write(
            "name: typed\nversion: '1'\narches: [amd64]\nfiles:\n  extra:\n"
                + "    - { url: 'https://127.0.0.1:1/x', sha256: \(String(repeating: "0", count: 64)) }\n",
            at: "airgap.yaml")
        for (key, status) in [("nosuch.key", 66), ("airgap.yaml", 65)] as [(String, Int32)] {
            let outcome = try await program.run("build", ["--sign", folder.appending(key).string])
            #expect(outcome.status == status, "\(outcome.errors)")
            #expect(outcome.errors.contains(key) && !outcome.errors.contains("127.0.0.1"), "\(outcome.errors)")
        }
    }
}
