package import AirgapCore

extension ComposeModule {
    package static func inventory(of locked: LockedCompose) -> [InventoryItem] {
        locked.files.map { file in
            InventoryItem(
                name: file.path.description, version: String(file.digest.hex.prefix(12)), size: nil,
                digest: file.digest, source: "")
        }.sorted()
    }
}
