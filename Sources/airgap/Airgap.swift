import ArgumentParser
@main struct Airgap: ParsableCommand {}
