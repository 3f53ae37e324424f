package import AirgapCore

extension ImagesModule {
    package static func makeVerifier() -> any ModuleVerifier { ImagesVerifier() }
}
