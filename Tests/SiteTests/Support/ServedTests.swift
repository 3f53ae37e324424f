import Testing

/// All tests that start servers: one after the other, or the machine has dozens at once.
@Suite(.serialized)
enum ServedTests {}
