/// What a `JSONParser` makes of the values that it reads.
protocol JSONOutput {
    associatedtype Value

    /// Makes something of a string, a number, a truth value or null.
    static func make(_ scalar: JSONValue, at place: JSONPlace) -> Value
    /// Makes something of an array whose elements are made.
    static func make(array elements: [Value], at place: JSONPlace) -> Value
    /// Makes something of an object whose members are made.
    static func make(object members: [String: Value], at place: JSONPlace) -> Value
}
