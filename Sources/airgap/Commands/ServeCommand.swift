import AirgapCore
import ArgumentParser
import Site
import SystemPackage

/// `airgap serve`: web root and registry of a bundle over HTTP and HTTPS.
struct ServeCommand: AsyncParsableCommand, StopsByItself {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a bundle: repositories, files and a registry, over HTTP and HTTPS.",
        usage: "airgap serve [BUNDLE] [--key FILE] [--host ADDRESS] [OPTIONS]",
        discussion: """
            BUNDLE is a bundle as it was carried, which is not unpacked for that,
            or the folder that it was unpacked into. Everything is given, nothing
            is taken, and only what SHA256SUMS lists is read. Both
            ports offer the same: / shows what there is and how clients are set
            up, /v2/ is the registry, /node-setup.sh sets up a node.

            SIGTERM or Ctrl-C ends it when the transfers under way are through.

            Example: airgap serve demo-1.0.0-amd64.tgz
                     airgap serve demo-1.0.0-amd64 --https-port 443 --name registry.site
            """)

    @Argument(help: "The bundle: a file or a folder.")
    var bundle = "."

    @OptionGroup var trust: TrustOptions
    @OptionGroup var options: ServeOptions

    func run() async throws {
        let source = try BundleSources.open(FilePath(bundle), trust: trust.trust())
        let server = try SiteServer(source, options: options.siteOptions())
        let name = source.manifest.bundleName
        let signature = source.signature.text
        let quiet = options.quiet
        try await server.run { addresses in
            guard !quiet else { return }
            Terminal.shared.say("\(name): \(signature)")
            for address in addresses.urls { Terminal.shared.say("serving on \(address)") }
            if let digest = addresses.authority { Terminal.shared.say("rootCA.crt is sha256:\(digest.hex)") }
        }
    }
}
