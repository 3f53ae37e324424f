package import AirgapCore
package import Images

/// Why a text names no place to push to.
package enum PushTargetError: ExplainedError, Equatable {
    case malformed(String, ImageReferenceError)
    /// `http://…`: plain http is asked for by an option.
    case plainScheme(String)

    package var description: String {
        switch self {
        case .malformed(let text, let error): "push: --to \(Quoted(text)): not REGISTRY[/PROJECT]: \(error)"
        case .plainScheme(let text):
            "push: --to \(Quoted(text)): write the registry without http://, and --insecure-registry"
        }
    }

    package var exitCode: ExitCode { .usage }
}
