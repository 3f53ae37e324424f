import ArgumentParser

#if Solver
    /// What the program can do where bundles are built.
    enum CommandSet {
        static let abstract = "Build, and prove, bundles for sites without any network."

        static let discussion = """
            A bundle is one tar.gz: OS packages and all they depend on, files,
            container images in registry storage layout, and the set-up that
            serves them.

              airgap init my-site          a project to start from
              airgap list-sources          the URLs and images that lists name
              airgap plan                  what a build would fetch
              airgap build --arch amd64    collect everything, write the bundle
              airgap verify BUNDLE.tgz     prove that nothing is missing or changed
              airgap diff OLD NEW          what is different between two bundles

            At the site:

              airgap serve BUNDLE          repositories, files and a registry
              airgap push BUNDLE --to R    the images into a registry of the site
              airgap doctor BUNDLE         what the machine lacks

            Exit codes: 0 done; 1 verify, diff or doctor found something; 3 a bad,
            unknown or absent signature; 5 an older generation than asked for; 64
            usage; 65 bad configuration or unresolvable request; 66 no such input;
            69 a source is unavailable; 74 disk; 75 try again later; 130
            interrupted.
            """

        static let commands: [any ParsableCommand.Type] = [
            InitCommand.self, PlanCommand.self, BuildCommand.self, VerifyCommand.self, DiffCommand.self,
            ListCommand.self, ExtractCommand.self, CatCommand.self, ServeCommand.self, PushCommand.self,
            DoctorCommand.self, ListSourcesCommand.self, SignCommand.self, KeygenCommand.self, SchemaCommand.self,
        ]
    }
#else
    /// What the program can do that a bundle carries.
    enum CommandSet {
        static let abstract = "Prove a bundle at the site, and use it."

        static let discussion = """
            This is the program that a bundle carries: one static executable, which
            needs nothing of the machine. Bundles are built by the full program.

              airgap verify BUNDLE.tgz     prove that nothing is missing or changed
              airgap list BUNDLE.tgz       what is in it
              airgap extract BUNDLE.tgz    take files out, checked
              airgap serve BUNDLE          repositories, files and a registry
              airgap push BUNDLE --to R    the images into a registry of the site
              airgap doctor BUNDLE         what the machine lacks

            Exit codes: 0 done; 1 verify or doctor found something; 3 a bad, unknown
            or absent signature; 5 an older generation than asked for; 64 usage; 66
            no such input; 69 a registry is unavailable; 74 disk; 75 try again
            later; 130 interrupted.
            """

        static let commands: [any ParsableCommand.Type] = [
            VerifyCommand.self, ListCommand.self, ExtractCommand.self, CatCommand.self, ServeCommand.self,
            PushCommand.self, DoctorCommand.self,
        ]
    }
#endif
