import AirgapCore

/// Two entries of the configuration give one name at the site.
struct TwoImagesError: ExplainedError, Equatable {
    var description: String { "two images have this name" }

    var exitCode: ExitCode { .badConfiguration }
}
