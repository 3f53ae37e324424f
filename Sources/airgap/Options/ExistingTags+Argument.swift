import ArgumentParser
import Push

extension ExistingTags: ExpressibleByArgument {}
