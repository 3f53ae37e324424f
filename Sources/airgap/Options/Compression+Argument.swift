import ArgumentParser
import Packer

extension Compression: ExpressibleByArgument {}
