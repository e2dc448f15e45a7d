/// Text from outside as one line that can be stored, shown and mailed.
package enum PlainLine {
    /// Control characters become spaces; cut to `limit` scalars; nil where nothing is left.
    package static func of(_ text: String?, limit: Int = 200) -> String? {
        guard let text else { return nil }
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) {
            line.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        let isBlank = !line.contains { !$0.properties.isWhitespace }
        return isBlank ? nil : String(line)
    }
}
