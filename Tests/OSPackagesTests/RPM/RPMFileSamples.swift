import AirgapCore
import SystemPackage
import TestSupport

@testable import OSPackages

/// Home-made rpm files with everything that a header can say.
enum RPMFileSamples {
    static let descriptions: [RPMDescription] = {
        var rich = RPMDescription(
            "rich", "2.0~rc1", release: "3.el9", epoch: 7,
            requires: [
                "(plain >= 1.0 if other)", "((a and b) or c)", "/usr/bin/outside", "config(rich) = 7:2.0~rc1-3.el9",
                "plain < 3", "plain > 0.1", "plain > 0.1", "plain <= 4-2", "plain = 1:1-1", "libc.so.6()(64bit)",
                "libc.so.6(GLIBC_2.4)(64bit)", "libc.so.6(GLIBC_2.34)(64bit)", "libc.so.6(GLIBC_2.9)(64bit)",
                "/usr/bin/own", "/usr/share/own", "rich-virtual", "looser >= 1", "looser = 2", "looser",
            ],
            provides: ["rich-virtual", "bundled(thing) = 2:3", "rich-virtual = 1", "looser = 2"],
            conflicts: ["enemy < 2", "foe"], obsoletes: ["older <= 1.9-1", "oldest"],
            recommends: ["nice >= 2", "(x if y)"],
            files: [
                "/usr/bin/own", "/usr/share/own", "%dir /etc/rich.d", "%ghost /var/log/rich", "/etc/rich.d/a",
                "/usr/lib/sendmail", "/opt/mit-ä-ß",
            ])
        rich.summary = "Größe — 日本語 <&>"
        rich.suggests = ["hint"]
        rich.supplements = ["(hardware and software)"]
        rich.enhances = ["thing = 1"]
        return [
            rich, RPMDescription("plain"), RPMDescription("arm", architecture: "aarch64", files: ["/usr/sbin/arm"]),
            RPMDescription(
                "data", "20240101^git1", release: "0.1", architecture: "noarch", files: ["/usr/share/d/e/f"]),
        ]
    }()

    /// Subpackages, scripts, and a source package.
    static let scripted = RPMBuilder.Spec(
        name: "scripted",
        text: """
            Name: scripted
            Version: 1
            Release: 1
            Summary: With scripts
            License: MIT and Apache-2.0
            Group: System/Base
            Vendor: Example Ltd.
            Packager: Somebody <somebody@example.org>
            Requires(pre): shadow
            Requires(post): ldconfig >= 2
            Requires(postun): ldconfig >= 2
            Requires: shadow

            %description
            First line.

            Second paragraph, with a tab:\tend.

            %package -n scripted-sub
            Summary: Below
            Requires: scripted = %{version}-%{release}

            %description -n scripted-sub
            Below.

            %pre
            true

            %install
            mkdir -p %{buildroot}/usr/bin %{buildroot}/etc
            echo 1 > %{buildroot}/usr/bin/scripted
            ln -s scripted %{buildroot}/usr/bin/link
            echo 2 > %{buildroot}/etc/scripted.conf

            %files
            /usr/bin/scripted
            /usr/bin/link
            %config(noreplace) /etc/scripted.conf

            %files -n scripted-sub
            """)

    /// Builds all of them.
    static func build() async throws -> RPMBuilder {
        let builder = try RPMBuilder()
        try await builder.build(descriptions)
        try await builder.build([scripted], sources: true)
        return builder
    }
}
