/// Somebody who makes something of an XML document while it passes by.
protocol XMLHandler {
    /// The names that are told apart; any other element is skipped with all that is in it.
    associatedtype Name: XMLVocabulary

    /// An element begins. Nothing of the attributes may be kept but copies.
    mutating func begin(_ name: Name, _ attributes: XMLAttributes<Name>) throws -> XMLInterest

    /// An element of which children or text were wanted ends; the text is empty where children were wanted.
    mutating func end(_ name: Name, _ text: XMLText) throws
}
