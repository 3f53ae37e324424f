package import SystemPackage

/// createrepo_c, and what rpm-md says, told line by line so that two repositories can be compared.
package enum CreaterepoJudge {
    /// Prints every fact of primary.xml and filelists.xml, but for where and when a package was put there.
    private static let script = """
        import gzip, sys, os
        import xml.etree.ElementTree as ET

        def tell(path, node):
            path += "/" + node.tag.split("}")[-1]
            attributes = {k.split("}")[-1]: v for k, v in node.attrib.items()}
            if path.endswith("package/location"): return
            if path.endswith("package/time"): del attributes["file"]
            print(path, sorted(attributes.items()), repr(node.text.strip()) if node.text else "")
            for child in node: tell(path, child)

        folder = sys.argv[1]
        repomd = ET.parse(os.path.join(folder, "repodata/repomd.xml")).getroot()
        for data in repomd:
            if data.get("type") not in ("primary", "filelists"): continue
            href = data.find("{*}location").get("href")
            root = ET.fromstring(gzip.open(os.path.join(folder, href)).read())
            print(root.tag, root.attrib)
            key = lambda p: (p.findtext("{*}name") or p.get("name"), p.findtext("{*}arch") or p.get("arch"),
                str(sorted(p.find("{*}version").attrib.items())))
            for package in sorted(root, key=key): tell("", package)
        """

    /// Makes a repository of the packages in a folder.
    ///
    /// - Throws: `PeerProgram.Failure` with createrepo_c's words.
    package static func make(in folder: FilePath) async throws {
        try await PeerProgram.run("createrepo_c", ["--quiet", folder.string])
    }

    /// The facts in a repository's metadata.
    ///
    /// - Throws: `PeerProgram.Failure` with python's words.
    package static func facts(of folder: FilePath) async throws -> [String] {
        try await PeerProgram.run("python3", ["-c", script, folder.string]).split(separator: "\n").map(String.init)
    }
}
