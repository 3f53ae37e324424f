/// A command that takes SIGINT and SIGTERM itself, because it has something to end in order.
protocol StopsByItself {}
