/// Keeps nothing: only whether a document is good counts.
enum JSONCheck: JSONOutput {
    static func make(_ scalar: JSONValue, at place: JSONPlace) {}
    static func make(array elements: [Void], at place: JSONPlace) {}
    static func make(object members: [String: Void], at place: JSONPlace) {}
}
