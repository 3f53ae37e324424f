/// Keeps everything.
enum JSONTree: JSONOutput {
    static func make(_ scalar: JSONValue, at place: JSONPlace) -> JSONValue { scalar }
    static func make(array elements: [JSONValue], at place: JSONPlace) -> JSONValue { .array(elements) }
    static func make(object members: [String: JSONValue], at place: JSONPlace) -> JSONValue { .object(members) }
}
