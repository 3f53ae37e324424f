/// Content types by the end of a file's name.
enum ContentType {
    private static let types: [String: String] = [
        "asc": "text/plain; charset=utf-8", "conf": "text/plain; charset=utf-8", "crt": "application/x-x509-ca-cert",
        "deb": "application/vnd.debian.binary-package", "bz2": "application/x-bzip2", "css": "text/css",
        "gz": "application/gzip", "html": "text/html; charset=utf-8", "jar": "application/java-archive",
        "js": "text/javascript", "json": "application/json", "list": "text/plain; charset=utf-8",
        "md": "text/plain; charset=utf-8", "pdf": "application/pdf", "pem": "application/x-pem-file",
        "png": "image/png", "repo": "text/plain; charset=utf-8", "rpm": "application/x-rpm",
        "sh": "text/x-shellscript; charset=utf-8", "sig": "application/octet-stream",
        "sources": "text/plain; charset=utf-8", "svg": "image/svg+xml", "tar": "application/x-tar",
        "tgz": "application/gzip", "txt": "text/plain; charset=utf-8", "whl": "application/zip",
        "xml": "application/xml", "xz": "application/x-xz", "yaml": "application/yaml", "yml": "application/yaml",
        "zip": "application/zip", "zst": "application/zstd",
    ]
    private static let names: Set<String> = ["InRelease", "Release", "Packages", "Sources", "SHA256SUMS"]

    /// The type of a file.
    static func of(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if names.contains(name) { return "text/plain; charset=utf-8" }
        guard let dot = name.lastIndex(of: ".") else { return "application/octet-stream" }
        return types[name[name.index(after: dot)...].lowercased()] ?? "application/octet-stream"
    }
}
