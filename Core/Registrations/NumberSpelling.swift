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
        cutter.close()
        words = cutter.joined
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

/// Collects words, scalar by scalar.
private struct WordCutter {
    private struct Word {
        var text: String
        /// A dot and nothing else stands behind it.
        var isDotted: Bool
        /// One letter, or several with dots between.
        var isInitials: Bool
    }

    private var words: [Word] = []
    private var word = ""
    private(set) var dotted = ""

    mutating func take(_ scalar: Unicode.Scalar) throws(NumberProblem) {
        let ordinary = (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
        for small in ordinary.properties.lowercaseMapping.unicodeScalars { try takeSmall(small) }
    }

    private mutating func takeSmall(_ scalar: Unicode.Scalar) throws(NumberProblem) {
        switch scalar.properties.generalCategory {
        case .nonspacingMark where word.last?.isLetter == true: return
        case .format: return
        case .control where ![0x09, 0x0A, 0x0D].contains(scalar.value): throw strange(scalar)
        case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator:
            close()
        case .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .connectorPunctuation:
            separate(scalar)
        case .otherPunctuation where scalar != "*":
            separate(scalar)
        default:
            if scalar == "°" || scalar == "º" || scalar == "№" {
                dropNumero()
            } else if scalar.isASCII {
                append(Character(scalar))
            } else if let latin = Transliteration.latin(scalar) {
                for letter in latin { append(letter) }
            } else {
                throw strange(scalar)
            }
        }
    }

    private mutating func append(_ small: Character) {
        let character = Character(small.uppercased())
        // Letters and digits are words of their own: labels stand close to numbers.
        if let last = word.last, last.isNumber != character.isNumber { close() }
        word.append(character)
        dotted.append(character)
    }

    private mutating func separate(_ scalar: Unicode.Scalar) {
        close(dotted: scalar == ".")
        if scalar.isASCII { dotted.append(Character(scalar)) }
    }

    mutating func close(dotted: Bool = false) {
        if !word.isEmpty {
            let isInitial = word.count == 1 && word.first?.isLetter == true
            words.append(Word(text: word, isDotted: dotted, isInitials: isInitial))
        }
        word = ""
    }

    /// `N°` says that a number follows.
    private mutating func dropNumero() {
        if word == "N" { word = "" }
        close()
    }

    /// Single letters with dots between are one word: `R.C.S.`
    var joined: [String] {
        var joined: [Word] = []
        for word in words {
            if let last = joined.last, last.isDotted, last.isInitials, word.isInitials {
                joined[joined.count - 1] = Word(text: last.text + word.text, isDotted: word.isDotted, isInitials: true)
            } else {
                joined.append(word)
            }
        }
        return joined.map(\.text)
    }

    private func strange(_ scalar: Unicode.Scalar) -> NumberProblem {
        let code = String(scalar.value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
        return NumberProblem(
            "there is a character in it (U+\(padded)) that no number has", remedy: "type the number with Latin letters and digits"
        )
    }
}
