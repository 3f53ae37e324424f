#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// libarchive asks the C locale how names are encoded; a Swift program starts in "C", where only ASCII is.
package enum UTF8Locale {
    // Made once, never changed and never freed.
    nonisolated(unsafe) private static let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)

    /// Runs a body with UTF-8 as this thread's encoding; the process's locale is left alone.
    package static func with<Result>(_ body: () throws -> Result) rethrows -> Result {
        let before = uselocale(locale)
        defer { _ = uselocale(before) }
        return try body()
    }
}
