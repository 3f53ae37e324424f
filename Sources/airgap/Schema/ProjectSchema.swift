import AirgapCore

/// The JSON Schema of airgap.yaml: what editors complete with. The decoder is the judge, and a test compares the two.
enum ProjectSchema {
    /// The bytes of airgap.schema.json.
    static var bytes: [UInt8] {
        guard var members = root.json.object else { return [] }
        members["$schema"] = .string("http://json-schema.org/draft-07/schema#")
        members["title"] = .string("airgap.yaml")
        return JSONWriter.bytes(of: .object(members))
    }

    private static var root: SchemaNode {
        .object(
            "What goes into a bundle.", required: ["name", "version"],
            [
                "name": .text("The bundle's name.", pattern: "^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$"),
                "version": .text("The bundle's version."),
                "arches": .list(
                    .word(["amd64", "arm64", "x86_64", "aarch64"], "An architecture."),
                    "What the bundle is made for; one bundle each.", isEmptyAllowed: false),
                "variables": .map(.text("A value, which may hold {{ other }} variables."), "Variables by name."),
                "mirrors": .map(
                    .text("Where to fetch instead."),
                    "Beginnings of URLs, or registry hosts, with what replaces them when something is fetched."),
                "packages": .text("The file with groups of OS packages; packages.yaml when absent."),
                "targets": .list(
                    .any([TargetSchema.deb, TargetSchema.rpm]), "The distributions whose packages are collected."),
                "files": .object(
                    "Files that the site's web server offers.",
                    ["extra": .list(FileEntrySchema.node(isTool: false), "Files, one by one.", isEmptyAllowed: false)]),
                "tools": .list(FileEntrySchema.node(isTool: true), "Programs that the install node itself needs."),
                "kubespray": kubespray,
                "images": images,
                "compose": .object(
                    "The set-up that starts the site's services.",
                    ["templates": .text("The folder of templates; templates/site when absent.")]),
            ])
    }

    private static var kubespray: SchemaNode {
        .object(
            "The deployer, tied to the variable kube_version.", required: ["image"],
            [
                "image": .text("Its image as the site's registry has it: library/kubespray:v2.27.0."),
                "config": .text("Its configuration folder, carried as it is."),
                "variables": .map(.text("A value."), "Variables for vars.yml."),
            ])
    }

    private static var images: SchemaNode {
        .object(
            "Container images for the site's registry.",
            [
                "list": .list(.text("A name at the site: library/nginx:1.25."), "Images, one by one."),
                "lists": .list(.text("A file with one name a line."), "Files that list images."),
                "origin": .text("The file that maps the site's names to the world's; images_origin.yaml when absent."),
                "source": .text("upstream, or a registry that has the site's names already: host:port/prefix."),
                "registries": .map(
                    .object("How a registry is spoken to.", ["insecure": .flag("true: plain http is accepted.")]),
                    "Registries by host."),
            ])
    }
}
