import AirgapCore
import Compose
import Files
import Images
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
