import Testing

/// os-release files as the distributions have them, shortened, and what must be read from them.
struct Distribution: Sendable, CustomTestStringConvertible {
    let file: String
    let target: String
    /// The repository that install.sh takes for it.
    let distribution: String
    let release: String

    var testDescription: String { target }

    static let all = [
        Distribution(
            file: """
                PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"
                NAME="Debian GNU/Linux"
                VERSION_ID="11"
                VERSION="11 (bullseye)"
                VERSION_CODENAME=bullseye
                ID=debian
                """, target: "debian11", distribution: "debian", release: "bullseye"),
        Distribution(
            file: """
                PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
                NAME="Debian GNU/Linux"
                VERSION_ID="12"
                VERSION="12 (bookworm)"
                VERSION_CODENAME=bookworm
                ID=debian
                """, target: "debian12", distribution: "debian", release: "bookworm"),
        Distribution(
            file: """
                PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
                NAME="Debian GNU/Linux"
                VERSION_ID="13"
                VERSION="13 (trixie)"
                VERSION_CODENAME=trixie
                DEBIAN_VERSION_FULL=13.1
                ID=debian
                """, target: "debian13", distribution: "debian", release: "trixie"),
        Distribution(
            file: """
                PRETTY_NAME="Ubuntu 22.04.5 LTS"
                NAME="Ubuntu"
                VERSION_ID="22.04"
                VERSION="22.04.5 LTS (Jammy Jellyfish)"
                VERSION_CODENAME=jammy
                ID=ubuntu
                ID_LIKE=debian
                UBUNTU_CODENAME=jammy
                """, target: "ubuntu22.04", distribution: "ubuntu", release: "jammy"),
        Distribution(
            file: """
                PRETTY_NAME="Ubuntu 24.04.3 LTS"
                NAME="Ubuntu"
                VERSION_ID="24.04"
                VERSION="24.04.3 LTS (Noble Numbat)"
                VERSION_CODENAME=noble
                ID=ubuntu
                ID_LIKE=debian
                UBUNTU_CODENAME=noble
                """, target: "ubuntu24.04", distribution: "ubuntu", release: "noble"),
        Distribution(
            file: """
                NAME="Rocky Linux"
                VERSION="9.4 (Blue Onyx)"
                ID="rocky"
                ID_LIKE="rhel centos fedora"
                VERSION_ID="9.4"
                PLATFORM_ID="platform:el9"
                PRETTY_NAME="Rocky Linux 9.4 (Blue Onyx)"
                """, target: "rocky9.4", distribution: "rocky", release: "9"),
        Distribution(
            file: """
                NAME="AlmaLinux"
                VERSION="9.5 (Teal Serval)"
                ID="almalinux"
                ID_LIKE="rhel centos fedora"
                VERSION_ID="9.5"
                PRETTY_NAME="AlmaLinux 9.5 (Teal Serval)"
                """, target: "almalinux9.5", distribution: "alma", release: "9"),
        Distribution(
            file: """
                NAME="Red Hat Enterprise Linux"
                VERSION="9.4 (Plow)"
                ID="rhel"
                ID_LIKE="fedora"
                VERSION_ID="9.4"
                PRETTY_NAME="Red Hat Enterprise Linux 9.4 (Plow)"
                """, target: "rhel9.4", distribution: "rocky", release: "9"),
        Distribution(
            file: """
                NAME="CentOS Linux"
                VERSION="7 (Core)"
                ID="centos"
                ID_LIKE="rhel fedora"
                VERSION_ID="7"
                PRETTY_NAME="CentOS Linux 7 (Core)"
                """, target: "centos7", distribution: "centos", release: "7"),
        Distribution(
            file: """
                NAME="Fedora Linux"
                VERSION="43 (Server Edition)"
                ID=fedora
                VERSION_ID=43
                VERSION_CODENAME=""
                PRETTY_NAME="Fedora Linux 43 (Server Edition)"
                """, target: "fedora43", distribution: "fedora", release: "43"),
        Distribution(
            file: """
                NAME="openEuler"
                VERSION="24.03 (LTS)"
                ID="openEuler"
                VERSION_ID="24.03"
                PRETTY_NAME="openEuler 24.03 (LTS)"
                ANSI_COLOR="0;31"
                """, target: "openeuler24.03", distribution: "openeuler", release: "24.03"),
    ]
}
