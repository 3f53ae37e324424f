import AirgapCore
import Compose
import Files

/// The modules that the program knows: a new module is one line here.
let moduleTypes: [any BundleModule.Type] = [
    FilesModule.self,
    ComposeModule.self,
]
