#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The attributes of an element that begins, valid only in that call.
struct XMLAttributes<Name: XMLVocabulary> {
    /// The value of each name of the vocabulary, ended by NUL; nil for those that are not there.
    let values: UnsafeMutablePointer<UnsafePointer<CChar>?>

    subscript(_ name: Name) -> XMLText? {
        guard let value = values[name.rawValue] else { return nil }
        return XMLText(bytes: UnsafeRawBufferPointer(start: value, count: strlen(value)))
    }
}
