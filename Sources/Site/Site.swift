/// A place for what is built in this target.
enum Site {}
