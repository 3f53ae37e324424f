/// Python's methods of texts, which count Unicode scalars.
enum PythonText {
    /// `str.lower`, but for the Greek final sigma.
    static func lower(_ text: String) -> String {
        text.unicodeScalars.map(\.properties.lowercaseMapping).joined()
    }

    /// `str.upper`
    static func upper(_ text: String) -> String {
        text.unicodeScalars.map(\.properties.uppercaseMapping).joined()
    }

    /// `str.strip`: white space, or the given scalars.
    static func strip(_ text: String, _ characters: String?, left: Bool = true, right: Bool = true) -> String {
        let unwanted = characters.map { Set($0.unicodeScalars) }
        func isUnwanted(_ scalar: Unicode.Scalar) -> Bool { unwanted?.contains(scalar) ?? scalar.isTemplateSpace }
        var rest = Array(text.unicodeScalars)[...]
        if left { rest = rest.drop(while: isUnwanted) }
        if right { while let last = rest.last, isUnwanted(last) { rest.removeLast() } }
        return joined(rest)
    }

    /// `str.split`: at a separator, or at runs of white space; at most `limit` times, always for -1.
    static func split(_ text: String, _ separator: String?, limit: Int) -> [String] {
        var pieces: [String] = []
        var rest = Array(text.unicodeScalars)[...]
        guard let separator else {
            rest = rest.drop(while: \.isTemplateSpace)
            while !rest.isEmpty {
                guard limit < 0 || pieces.count < limit else {
                    pieces.append(strip(joined(rest), nil, left: false))
                    break
                }
                let piece = rest.prefix { !$0.isTemplateSpace }
                pieces.append(joined(piece))
                rest = rest.dropFirst(piece.count).drop(while: \.isTemplateSpace)
            }
            return pieces
        }
        let sign = Array(separator.unicodeScalars)
        while limit < 0 || pieces.count < limit, let found = firstRange(of: sign, in: rest) {
            pieces.append(joined(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        return pieces + [joined(rest)]
    }

    /// `str.replace`: at most `limit` times, always for -1.
    ///
    /// - Returns: nil when the result would be longer than `longest` bytes.
    static func replace(_ text: String, _ old: String, _ new: String, limit: Int, longest: Int) -> String? {
        let sign = Array(old.unicodeScalars)
        var rest = Array(text.unicodeScalars)[...]
        var result = ""
        var count = 0
        while limit < 0 || count < limit {
            let found: Range<Int>
            if sign.isEmpty {
                let position = rest.startIndex + (count == 0 ? 0 : 1)
                guard position <= rest.endIndex else { break }
                found = position..<position
            } else {
                guard let range = firstRange(of: sign, in: rest) else { break }
                found = range
            }
            result += joined(rest[rest.startIndex..<found.lowerBound]) + new
            rest = rest[found.upperBound...]
            count += 1
            guard result.utf8.count <= longest else { return nil }
        }
        result += joined(rest)
        return result.utf8.count <= longest ? result : nil
    }

    private static func joined(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func firstRange(
        of sign: [Unicode.Scalar], in text: ArraySlice<Unicode.Scalar>
    ) -> Range<Int>? {
        guard text.count >= sign.count else { return nil }
        for start in text.startIndex...(text.endIndex - sign.count)
        where text[start..<start + sign.count].elementsEqual(sign) {
            return start..<start + sign.count
        }
        return nil
    }
}
