/// The schema of an entry of `files.extra` or `tools`.
enum FileEntrySchema {
    static func node(isTool: Bool) -> SchemaNode {
        .object(
            "A file from the network, or from this disk.", oneOf: [["url"], ["urls"], ["path"]],
            proof.merging(place(isTool: isTool)) { first, _ in first })
    }

    private static func place(isTool: Bool) -> [String: SchemaNode] {
        [
            "url": .text("Where it comes from.", pattern: "^(https?:|\\{\\{)"),
            "urls": .list(
                .text("An address."), "The same file at several addresses, tried in order.", isEmptyAllowed: false),
            "path": .text("A file or folder on this disk; relative paths start at airgap.yaml."),
            "to": .text(
                isTool
                    ? "Where it stands below tools/; its own name when absent."
                    : "Where it stands below files/; <host>/<path> when absent."),
            "unpack": .any([
                .text("A member to take out of the archive."),
                .list(
                    .any([
                        .text("A member to take out of the archive."),
                        .object(
                            "A member and its place.", required: ["member"],
                            ["member": .text("Its name in the archive."), "to": .text("Where it stands.")]),
                    ]), "Members to take out of the archive.", isEmptyAllowed: false),
            ]),
            "executable": .flag("Whether it has mode 0755; when absent, as the archive or the disk has it."),
            "arch": .word(["any"], "any: binaries for another machine are wanted."),
        ]
    }

    private static var proof: [String: SchemaNode] {
        [
            "sha256": .text("Its SHA-256."),
            "sha512": .text("Its SHA-512."),
            "checksum": .text("first-use, sha256:<hex> or sha512:<hex>."),
            "checksum_url": .text("The publisher's checksum file."),
            "sha256_url": .text("The same as checksum_url."),
            "checksum_file": .text("A checksum file on this disk."),
            "signature": .text("The URL or path of a detached signature, or an ending for the URL: .asc."),
            "signed_by": .text("The keyring that the signature must be by."),
            "allow_http": .flag("true: plain http is acceptable where nothing vouches for the content."),
        ]
    }
}
