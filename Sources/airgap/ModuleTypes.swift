import AirgapCore
import Compose
import Files
import Images

#if Solver
    import OSPackages

    /// The modules that the program knows: a new module is one line here.
    let moduleTypes: [any BundleModule.Type] = [
        OSPackagesModule.self,
        FilesModule.self,
        ToolsModule.self,
        KubesprayModule.self,
        ImagesModule.self,
        ComposeModule.self,
    ]
#else
    /// The modules that the site's program knows. OS packages are compared with their digests as everything is; that they
    /// install was proved by the build.
    let moduleTypes: [any BundleModule.Type] = [
        FilesModule.self,
        ToolsModule.self,
        KubesprayModule.self,
        ImagesModule.self,
        ComposeModule.self,
    ]
#endif
