/// Tells nobody.
package struct SilentProgress: ProgressReporter {
    package init() {}

    package func report(_ event: ProgressEvent) {}
}
