/// What `XMLParser` tells: elements by their position in the vocabulary, others not at all.
protocol XMLEvents: AnyObject {
    func begin(_ name: Int, _ values: UnsafeMutablePointer<UnsafePointer<CChar>?>) throws -> XMLInterest
    func end(_ name: Int, _ text: XMLText) throws
}
