import CPlatform

/// What a static executable must say to the C library before it asks for names.
enum StaticProgram {
    /// Names of hosts, users and groups come from files and DNS only: other services of nsswitch.conf are libraries, and
    /// glibc ends a static program that would load one.
    static func prepare() {
        #if !Solver
            airgap_use_builtin_names()
        #endif
    }
}
