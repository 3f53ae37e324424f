/// What apt said when it refused.
package struct AptJudgeError: Error, CustomStringConvertible {
    package let words: String

    package var description: String { words }
}
