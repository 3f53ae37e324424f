import AirgapCore

/// Writes filelists.xml (rpm-md), a package after the other.
struct FilelistsWriter {
    private var xml = XMLWriter()

    init(count: Int) {
        xml.raw(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <filelists xmlns="http://linux.duke.edu/metadata/filelists" packages="\(count)">

            """)
    }

    /// The whole document.
    func finish() -> [UInt8] { xml.bytes + Array("</filelists>\n".utf8) }

    mutating func add(_ package: YumPackage) {
        let rpm = package.rpm.package
        xml.open("package", [("pkgid", package.digest.hex), ("name", rpm.name), ("arch", rpm.architecture)])
        xml.raw("\n")
        xml.element("version", "", PrimaryWriter.attributes(rpm.version))
        for entry in package.rpm.entries { xml.add(entry) }
        xml.raw("</package>\n")
    }
}
