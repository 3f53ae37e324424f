/// The arguments of a filter, test or method.
struct TemplateArguments {
    var positional: [TemplateValue] = []
    var named: [(name: String, value: TemplateValue)] = []

    /// The arguments by parameter name.
    ///
    /// - Parameter parameters: the names in order.
    /// - Returns: nil when there are too many arguments, an unknown name, or one twice.
    func bound(to parameters: [String]) -> [String: TemplateValue]? {
        guard positional.count <= parameters.count else { return nil }
        var result = Dictionary(zip(parameters, positional)) { $1 }
        for (name, value) in named {
            guard parameters.contains(name), result.updateValue(value, forKey: name) == nil else { return nil }
        }
        return result
    }
}
