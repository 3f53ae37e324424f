import AirgapCore

/// Writes primary.xml (rpm-md), a package after the other.
struct PrimaryWriter {
    private var xml = XMLWriter()
    /// What `time file` says, in seconds since 1970: the bundle's time, so that the same packages give the same bytes.
    private let time: Timestamp

    init(count: Int, time: Timestamp) {
        self.time = time
        xml.raw(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm" \
            packages="\(count)">

            """)
    }

    /// The whole document.
    func finish() -> [UInt8] { xml.bytes + Array("</metadata>\n".utf8) }

    mutating func add(_ package: YumPackage) {
        let (rpm, info) = (package.rpm.package, package.rpm.info)
        xml.raw("<package type=\"rpm\">\n")
        xml.element("name", rpm.name)
        xml.element("arch", rpm.architecture)
        xml.element("version", "", Self.attributes(rpm.version))
        xml.element("checksum", package.digest.hex, [("type", "sha256"), ("pkgid", "YES")])
        xml.element("summary", info.summary)
        xml.element("description", info.description)
        xml.element("packager", info.packager)
        xml.element("url", info.url)
        xml.element("time", "", [("file", "\(time.seconds)"), ("build", "\(info.buildTime)")])
        xml.element(
            "size", "",
            [
                ("package", "\(package.size)"), ("installed", "\(info.installedSize)"),
                ("archive", "\(info.archiveSize)"),
            ])
        xml.element("location", "", [("href", package.location)])
        addFormat(package.rpm)
        xml.raw("</package>\n")
    }

    private mutating func addFormat(_ rpm: RPMFile) {
        let (package, info) = (rpm.package, rpm.info)
        xml.raw("<format>\n")
        xml.element("rpm:license", info.license)
        xml.element("rpm:vendor", info.vendor)
        xml.element("rpm:group", info.group)
        xml.element("rpm:buildhost", info.buildHost)
        xml.element("rpm:sourcerpm", info.sourceRPM)
        xml.element(
            "rpm:header-range", "",
            [("start", "\(info.headerRange.lowerBound)"), ("end", "\(info.headerRange.upperBound)")])
        let fields: [(String, [RPMRelation])] = [
            ("provides", package.provides), ("requires", package.requires), ("conflicts", package.conflicts),
            ("obsoletes", package.obsoletes), ("suggests", package.suggests), ("enhances", package.enhances),
            ("recommends", package.recommends), ("supplements", package.supplements),
        ]
        for (name, relations) in fields where !relations.isEmpty {
            xml.raw("<rpm:\(name)>\n")
            for relation in relations { xml.element("rpm:entry", "", Self.attributes(relation)) }
            xml.raw("</rpm:\(name)>\n")
        }
        for entry in rpm.entries where entry.isPrimary { xml.add(entry) }
        xml.raw("</format>\n")
    }

    static func attributes(_ version: RPMVersion) -> [(String, String)] {
        [("epoch", "\(version.epoch ?? 0)"), ("ver", version.version), ("rel", version.release ?? "")]
    }

    private static func attributes(_ relation: RPMRelation) -> [(String, String)] {
        var result = [("name", relation.name)]
        if let bound = relation.bound {
            result += [("flags", bound.comparison.rawValue), ("epoch", "\(bound.version.epoch ?? 0)")]
            result.append(("ver", bound.version.version))
            if let release = bound.version.release { result.append(("rel", release)) }
        }
        return result + (relation.isPre ? [("pre", "1")] : [])
    }
}

extension XMLWriter {
    /// `<file type="dir">/etc/x</file>`
    mutating func add(_ entry: RPMFileEntry) {
        element("file", entry.path, entry.kind == .file ? [] : [("type", entry.kind.rawValue)])
    }
}
