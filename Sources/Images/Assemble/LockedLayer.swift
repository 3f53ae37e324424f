/// One layer of an assembled image: what is in it, and what came out.
package struct LockedLayer: Codable, Equatable, Sendable {
    package let contents: [LayerContent]
    package let built: BuiltLayer

    package init(contents: [LayerContent], built: BuiltLayer) {
        self.contents = contents
        self.built = built
    }
}
