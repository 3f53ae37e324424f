package import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where the certificates made here are kept between runs.
package enum StateFolder {
    /// `/var/lib/airgap/serve` for root; for others below `$XDG_STATE_HOME`, or `~/.local/state` (XDG base directory
    /// specification).
    ///
    /// - Parameter environment: the process's.
    /// - Returns: a folder that need not exist.
    package static func standard(in environment: [String: String]) -> FilePath {
        if getuid() == 0 { return "/var/lib/airgap/serve" }
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            return FilePath(state).appending("airgap/serve")
        }
        return FilePath(environment["HOME"] ?? ".").appending(".local/state/airgap/serve")
    }
}
