/// The schema of an entry of `targets`.
enum TargetSchema {
    /// A distribution with deb packages.
    static var deb: SchemaNode {
        .object(
            "A distribution with deb packages.", required: ["id", "family", "repositories"],
            common(family: "deb", repositories: [debRepository, directory]).merging([
                "alternatives": .word(["first", "all"], "Which of several packages that would do are taken along."),
                "codename": .text("The release in the repository's path: bookworm."),
            ]) { first, _ in first })
    }

    /// A distribution with rpm packages.
    static var rpm: SchemaNode {
        .object(
            "A distribution with rpm packages.", required: ["id", "family", "repositories"],
            common(family: "rpm", repositories: [rpmRepository, directory]).merging([
                "alternatives": .word(["first"], "For deb packages only."),
                "release": .text("The release in the repository's path: 9."),
                "streams": .list(.text("A module's stream: nginx:1.24."), "Module streams to enable."),
            ]) { first, _ in first })
    }

    private static func common(family: String, repositories: [SchemaNode]) -> [String: SchemaNode] {
        [
            "id": .text("Its name in the bundle: debian12."),
            "family": .word([family], "The kind of packages."),
            "repositories": .list(.any(repositories), "Where its packages come from.", isEmptyAllowed: false),
            "groups": .list(.text("A group of packages.yaml: common, kubespray.apt."), "Which groups it takes."),
            "packages": .list(.text("A package: curl, curl=7.88.*."), "Packages besides those of the groups."),
            "base": .any([
                .word(["none", "include"], "none: all that is needed; include: the base system too."),
                .object(
                    "What is installed already.", required: ["assume"],
                    ["assume": .text("A file that lists the installed packages.")]),
            ]),
            "recommends": .flag("true: packages that are recommended are taken along."),
            "distribution": .text("The first folder of the repository's path: debian."),
        ]
    }

    private static var debRepository: SchemaNode {
        .object(
            "An apt repository.", required: ["url", "suites"],
            [
                "url": .text("system: what this machine's own apt uses; or a URL."),
                "suites": .list(.text("A suite: bookworm-updates."), "Its suites.", isEmptyAllowed: false),
                "components": .list(.text("A component: main."), "Its components."),
                "signed_by": .text("The keyring that its Release must be signed with."),
                "trusted": .flag("true: no signature is asked for."),
                "priority": .text("As apt's pin priority."),
                "check_date": .flag("false: take a Release that is no longer valid."),
            ])
    }

    private static var rpmRepository: SchemaNode {
        .object(
            "A yum repository.", required: ["id"],
            [
                "id": .text("Its name: baseos."),
                "url": .text("Its URL, the folder above repodata."),
                "mirrorlist": .text("A list of mirrors."),
                "metalink": .text("A metalink of mirrors."),
                "gpgkey": .any([.text("A key file."), .list(.text("A key file."), "Key files.")]),
                "repo_gpgcheck": .flag("true: the metadata must be signed."),
                "trusted": .flag("true: no signature is asked for."),
                "priority": .text("As dnf's priority: the lower wins."),
            ])
    }

    private static var directory: SchemaNode {
        .object(
            "A folder of packages on this disk.", required: ["path"],
            ["path": .text("The folder."), "priority": .text("As for repositories.")])
    }
}
