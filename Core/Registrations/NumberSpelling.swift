/// What a person wrote for a number, cut into words of upper case ASCII: `RCS`, `PARIS`, `B`, `517`, `403`, `572`.
///
/// Spaces of every kind, dashes, dots, slashes and invisible marks of direction separate; a change between letters and digits
/// does too. Full-width characters are ordinary ones, Latin letters lose their accents.
struct NumberSpelling {
    /// More is no number, whatever it is. In bytes of UTF-8.
    static let limit = 400

    let words: [String]
    /// As written, without blanks and what is invisible, upper case: where dots and slashes mean something.
    let dotted: String

    init(_ text: String) throws(NumberProblem) {
        guard text.utf8.count <= NumberSpelling.limit else {
            throw NumberProblem("this is too long for a number", remedy: "give the number alone")
        }
        var cutter = WordCutter()
        for scalar in NumberSpelling.repaired(text.unicodeScalars) { try cutter.take(scalar) }
        words = try cutter.finished()
        dotted = cutter.dotted
        guard !words.isEmpty else {
            throw NumberProblem("there is no number", remedy: NumberProblem.copy)
        }
    }

    /// UTF-8 that was read as Latin-1 on its way, undone: `KÃ¶ln`.
    private static func repaired(_ scalars: String.UnicodeScalarView) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for scalar in scalars {
            if let lead = result.last?.value, lead == 0xC2 || lead == 0xC3, (0x80...0xBF).contains(scalar.value),
                let whole = Unicode.Scalar((lead & 0x1F) << 6 | (scalar.value & 0x3F))
            {
                result[result.count - 1] = whole
            } else {
                result.append(scalar)
            }
        }
        return result
    }
}
