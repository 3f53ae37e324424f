import AirgapCore
import SystemPackage
import TestSupport

/// Changes of an unpacked bundle.
enum FolderMutation: String, CaseIterable, Sendable {
    case flipped, swapped, truncated, longer, emptied, removed, added, addedBelow, emptyFolder, hidden
    case link, goodLink, folderLink, addedLink, dangling, fifo, folder, missingFolder
    case worldWritable, setuid, notExecutable, executable
    case manifestEdited, manifestRemoved, manifestLink, sumsEdited, sumsRemoved, sumsUnsorted, lockEdited, sizeDeclared

    /// The shell's words that make the change, in the bundle's folder.
    var script: String {
        switch self {
        case .flipped: "printf X | dd of=b/random bs=1 seek=1234567 conv=notrunc status=none"
        case .swapped: "mv a/small s && mv b/other a/small && mv s b/other"
        case .truncated: "truncate -s -1 b/other"
        case .longer: "printf x >> a/text"
        case .emptied: ": > a/small"
        case .removed: "rm a/small"
        case .added: "echo x > added"
        case .addedBelow: "mkdir -p a/new/deep && echo x > a/new/deep/file"
        case .emptyFolder: "mkdir a/empty"
        case .hidden: "echo x > a/.hidden && mkdir site && ln -s / site/x && echo x > config.yaml"
        case .link: "rm a/small && ln -s /etc/passwd a/small"
        case .goodLink: "cp a/small ../small && ln -sf \"$PWD/../small\" a/small"
        case .folderLink: "mv a ../a && ln -s ../a a"
        case .addedLink: "ln -s /etc/passwd a/passwd"
        case .dangling: "ln -s nowhere a/nothing"
        case .fifo: "rm a/small && mkfifo a/small"
        case .folder: "rm a/small && mkdir a/small && echo x > a/small/x"
        case .missingFolder: "rm -r a"
        case .worldWritable: "chmod 666 a/small"
        case .setuid: "chmod 4755 run.sh"
        case .notExecutable: "chmod 644 run.sh"
        case .executable: "chmod 755 a/small"
        case .manifestEdited: "sed -i 's/\"version\" : \"1\"/\"version\" : \"2\"/' bundle.json"
        case .manifestRemoved: "rm bundle.json"
        case .manifestLink: "mv bundle.json .. && ln -s ../bundle.json bundle.json"
        case .sumsEdited: "sed -i 's,a/small,a/smell,' SHA256SUMS"
        case .sumsRemoved: "rm SHA256SUMS"
        case .sumsUnsorted: "tac SHA256SUMS > s && mv s SHA256SUMS"
        case .lockEdited: "printf ' ' >> airgap.lock && \(Self.sums)"
        case .sizeDeclared: "sed -i 's/\"bytes\" : [0-9]*/\"bytes\" : 5/' bundle.json && \(Self.sums)"
        }
    }

    /// The lists made anew, as somebody does who wants not to be seen; only a signature tells.
    static let sums = """
        cut -c 67- SHA256SUMS | LC_ALL=C sort | while read -r f; do sha256sum "$f"; done > ../s && mv ../s SHA256SUMS
        """

    /// What verify must say, and of which member; and that is all it says.
    var findings: [(member: String, problem: String)] {
        switch self {
        case .flipped: [("b/random", "digest mismatch")]
        case .swapped: [("a/small", "digest mismatch"), ("b/other", "digest mismatch")]
        case .truncated: [("b/other", "digest mismatch")] + Self.size
        case .longer: [("a/text", "digest mismatch")] + Self.size
        case .emptied: [("a/small", "digest mismatch")] + Self.size
        case .removed: [("a/small", "listed in SHA256SUMS, but missing")]
        case .added: [("added", "not listed in SHA256SUMS")]
        case .addedBelow: [("a/new/deep/file", "not listed in SHA256SUMS")]
        case .emptyFolder: [("a/empty", "an empty folder")]
        case .hidden: [("a/.hidden", "not listed in SHA256SUMS")]
        case .link, .goodLink: [("a/small", "symbolic link: SHA256SUMS lists a regular file")]
        case .folderLink: [("a", "symbolic link: only regular files")] + Self.missing
        case .addedLink: [("a/passwd", "symbolic link: only regular files")]
        case .dangling: [("a/nothing", "symbolic link: only regular files")]
        case .fifo: [("a/small", "fifo: SHA256SUMS lists a regular file")]
        case .folder: [("a/small", "folder: SHA256SUMS lists a regular file")]
        case .missingFolder: Self.missing
        case .worldWritable: [("a/small", "has the mode 0666, expected 0644")]
        case .setuid: [("run.sh", "has the mode 04755, expected 0755")]
        case .notExecutable: [("run.sh", "has the mode 0644, expected 0755")]
        case .executable: [("a/small", "has the mode 0755, expected 0644")]
        case .manifestEdited: [("tree", "bundle.json: digest mismatch")]
        case .manifestRemoved: [("tree", "bundle.json is not there")]
        case .manifestLink: [("tree", "bundle.json is a symbolic link")]
        case .sumsEdited:
            [("a/small", "not listed in SHA256SUMS"), ("a/smell", "listed in SHA256SUMS, but missing")]
        case .sumsRemoved: [("tree", "SHA256SUMS is not there")]
        case .sumsUnsorted: [("tree", "SHA256SUMS cannot be read")]
        case .lockEdited: Self.size + [("airgap.lock", "bundle.json has ")]
        case .sizeDeclared: [("bundle.json", "declares 5 bytes, its files have ")]
        }
    }

    private static let missing = ["a/small", "a/text"].map { ($0, "listed in SHA256SUMS, but missing") }
    private static let size = [("bundle.json", "declares ")]
}
