import TestSupport
import Testing

/// Judges that this machine's Debian release does not have: cosign, oras, and a docker that saves OCI layouts.
@Suite(.newerDebian("cosign", "docker-cli", "docker.io", "oras")) enum NewerPeers {}
