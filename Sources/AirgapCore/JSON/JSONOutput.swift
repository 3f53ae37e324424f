/// What a `JSONParser` makes of the values that it reads.
protocol JSONOutput {
    associatedtype Value

    /// - Parameters:
    ///   - scalar: a string, a number, a truth value or null.
    ///   - place: where it stands.
    static func make(_ scalar: JSONValue, at place: JSONPlace) -> Value
    static func make(array elements: [Value], at place: JSONPlace) -> Value
    static func make(object members: [String: Value], at place: JSONPlace) -> Value
}
