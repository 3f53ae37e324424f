/// What a handler wants of an element that begins.
enum XMLInterest {
    /// The elements inside.
    case children
    /// The text directly inside, given at the element's end; elements inside are left out.
    case text
    /// Nothing, not even its end.
    case nothing
}
