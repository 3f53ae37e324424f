/// The schema of the section `images`.
enum ImagesSchema {
    static var section: SchemaNode {
        .object(
            "Container images for the site's registry.",
            [
                "list": .list(.text("A name at the site: library/nginx:1.25."), "Images, one by one."),
                "lists": .list(
                    .text("A file of variables (.yml), or one with a name a line."), "Files that list images."),
                "origin": .text("The file that maps the site's names to the world's; images_origin.yaml when absent."),
                "source": .text("upstream, or a registry that has the site's names already: host:port/prefix."),
                "platforms": .any([
                    .word(["all"], "Every platform that the images have."),
                    .list(.text("A platform: arm64, arm/v7."), "Platforms besides the bundle's own."),
                ]),
                "attachments": .flag("false: signatures and all else that refers to an image stay behind."),
                "foreign_layers": .flag("true: layers that are kept outside their registry are taken along."),
                "registries": .map(registry, "Registries by host."),
                "import": .list(importEntry, "Images of archives and folders."),
                "assemble": .list(assembly, "Images that are put together from files."),
                "bootstrap": .list(
                    .text("A name at the site: library/registry:2.8."), "Images that are written as archives too."),
            ])
    }

    private static var registry: SchemaNode {
        .object(
            "How a registry is spoken to.",
            [
                "insecure": .flag("true: plain http is accepted."),
                "ca": .text("A file with the certificates of its authority."),
                "mirrors": .list(.text("host:port/prefix."), "Registries that are asked first."),
            ])
    }

    private static var importEntry: SchemaNode {
        .object(
            "An archive or a folder.", required: ["src"],
            [
                "src": .text(
                    "docker-archive:, oci-archive:, oci:, registry-storage: or kubernetes-server:, and a path or URL."),
                "dest": .text("Its name at the site; of an archive with several images, what stands before theirs."),
                "sha256": .text("What the file's bytes must hash to; a URL needs it."),
            ])
    }

    private static var assembly: SchemaNode {
        .object(
            "An image made of files.", required: ["dest"],
            [
                "dest": .text("Its name at the site: library/etcd:3.4."),
                "base": .text("scratch, another image of the project, an archive, or docker://name."),
                "files": .list(file, "What it holds; a layer each."),
                "libraries": .flag("true: the libraries that its programs need come from the target's packages."),
                "entrypoint": .list(.text("A word."), "What it runs."),
                "cmd": .list(.text("A word."), "What it runs unless something else is asked for."),
                "env": .map(.text("A value."), "Environment variables."),
                "user": .text("Who it runs as."),
                "ports": .list(.text("A port: 53/udp."), "Where it listens."),
                "labels": .map(.text("A value."), "Labels."),
                "workdir": .text("Where it starts."),
            ])
    }

    private static var file: SchemaNode {
        .object(
            "A file of this machine or of a package, a link, or a folder.",
            [
                "package": .text("The deb package that has it."),
                "target": .text("The target whose package it is; the first deb target when absent."),
                "path": .text("Where it is: on this machine, or in the package."),
                "link": .text("What a symbolic link leads to."),
                "folder": .text("A folder to make."),
                "to": .text("Where it goes; as in the package when absent."),
                "mode": .text("Its mode in octal digits: 0755."),
                "owner": .text("Numbers of its user and group: 65534:65534."),
            ])
    }
}
