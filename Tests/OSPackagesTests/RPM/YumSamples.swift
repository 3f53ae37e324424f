import AirgapCore
import TestSupport

/// Packages whose metadata has everything that is hard to write.
enum YumSamples {
    /// All of the packages: none is left out by resolving.
    static let requests = ["app", "extra", "lib", "latin", "words"]

    /// A repository's folder below the bundle's top, a slash at its end.
    static func folder(_ architecture: Architecture = .amd64) -> String {
        "resources/nginx/rocky/9/os/\(architecture.rpm)/"
    }

    /// The packages for an architecture.
    static func packages(_ architecture: Architecture) -> [RPMDescription] {
        var app = RPMDescription(
            "app", "2.0~rc1", release: "3.el9", epoch: 1, architecture: architecture.rpm,
            requires: [
                "lib >= 1.5", "/usr/bin/app", "(extra if lib)", "/usr/share/words/list", "/usr/share/own",
                "app(x) = 1:2", "app(x) >= 1", "app(x)", "lib > 0-1", "lib < 4:0", "lib <= 9",
            ],
            provides: ["app(x) = 1:2", "virtual"], conflicts: ["foe < 2"], obsoletes: ["oldapp < 2", "older"],
            recommends: ["nice > 1"],
            files: [
                "/usr/bin/app", "/etc/app.conf", "%dir /etc/app.d", "%ghost /etc/app.d/made", "/usr/share/own",
                "%dir /opt/x/sbin/y", "/usr/lib/sendmail", "/usr/share/größe&<more>",
            ])
        app.summary = "Größe — 日本語 <&> \"quoted\""
        app.suggests = ["hint"]
        app.supplements = ["(hardware and software)"]
        app.enhances = ["thing = 1"]
        var latin = RPMDescription("latin", architecture: "noarch", files: ["/usr/share/latin"])
        // The byte of ü in ISO 8859-1, as packages of old have it.
        latin.summary = "F%(printf '\\374')r%{lua:rpm.define('_invalid_encoding_terminates_build 0')} alle"
        return [
            app, latin, RPMDescription("lib", "1.5", architecture: architecture.rpm, files: ["/usr/lib64/lib.so.1"]),
            RPMDescription("extra", architecture: "noarch"),
            RPMDescription("words", architecture: "noarch", files: ["/usr/share/words/list"]),
        ]
    }

    /// A written repository of all packages.
    static func bench() async throws -> RepositoryBench {
        let folder = try TemporaryFolder()
        let archive = try await RPMArchive(packages(.amd64))
        try await archive.publish(folder)
        return try await archive.take(packages: requests, in: folder)
    }
}
