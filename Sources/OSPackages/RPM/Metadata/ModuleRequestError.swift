import AirgapCore

/// Why streams that were asked for cannot be enabled.
enum ModuleRequestError: ExplainedError, Equatable {
    /// Not `module:stream`.
    case malformed(String)
    case unknownModule(String, near: [String])
    case unknownStream(module: String, stream: String, has: [String])
    /// Two streams of one module.
    case twoStreams(module: String, String, String)
    /// The stream needs another module's stream that cannot be enabled.
    case unmet(module: String, stream: String, needs: String)

    var description: String {
        switch self {
        case .malformed(let text): "\(Quoted(text)) is no stream: write module:stream"
        case .unknownModule(let name, let near):
            "no repository has a module \(Quoted(name))"
                + (near.isEmpty ? "" : " (near: \(near.map { Quoted($0).description }.joined(separator: ", ")))")
        case .unknownStream(let module, let stream, let has):
            "the module \(Quoted(module)) has no stream \(Quoted(stream)), there is \(has.joined(separator: ", "))"
        case .twoStreams(let module, let first, let second):
            "two streams of the module \(Quoted(module)) are asked for: \(first) and \(second)"
        case .unmet(let module, let stream, let needs):
            "the stream \(module):\(stream) cannot be enabled: it needs \(needs)"
        }
    }

    var exitCode: ExitCode { .badConfiguration }
}
