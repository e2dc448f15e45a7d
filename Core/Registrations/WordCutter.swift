/// Collects the words of a `NumberSpelling`, scalar by scalar.
struct WordCutter {
    private struct Word {
        var text: [UInt8]
        /// A dot stands right behind it, and another word right behind that.
        var isDotted = false
        /// One letter, or several with dots between.
        var isInitials: Bool
        /// The first character of it that is neither Latin nor a digit.
        var stranger: Unicode.Scalar?
    }

    private var words: [Word] = []
    private var word: [UInt8] = []
    private var stranger: Unicode.Scalar?
    private var dots: [UInt8] = []

    /// What was taken, without what is invisible.
    var dotted: String { String(decoding: dots, as: UTF8.self) }

    mutating func take(_ scalar: Unicode.Scalar) throws(NumberProblem) {
        let ordinary = (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
        for small in ordinary.properties.lowercaseMapping.unicodeScalars where !take(small: small, of: scalar) {
            throw WordCutter.strange(scalar)
        }
    }

    /// False for what has no place in a number.
    private mutating func take(small: Unicode.Scalar, of scalar: Unicode.Scalar) -> Bool {
        switch small.properties.generalCategory {
        case .nonspacingMark: return word.last.map { $0 >= 0x41 } ?? false
        case .format: return true
        case .control where ![0x09, 0x0A, 0x0D].contains(small.value): return false
        case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: close()
        case .otherPunctuation where small != "*", .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .connectorPunctuation:
            close(dotted: small == ".")
            if small.isASCII { dots.append(UInt8(small.value)) }
        case _ where WordCutter.numeros.contains(small):
            // `N°` says that a number follows.
            if word == [UInt8(ascii: "N")] { word = [] }
            close()
        case _ where small.isASCII: append(UInt8(small.value))
        default:
            guard let ascii = Transliteration.ascii(small) else { return false }
            if Transliteration.latin(small) == nil, stranger == nil {
                if word.last.map({ $0 < 0x41 }) ?? false { close() }
                stranger = scalar
            }
            for byte in ascii.utf8 { append(byte) }
        }
        return true
    }

    private static let numeros: Set<Unicode.Scalar> = ["°", "º", "№"]

    private mutating func append(_ small: UInt8) {
        let byte = (0x61...0x7A).contains(small) ? small - 0x20 : small
        let isDigit = (0x30...0x39).contains(byte)
        // Letters and digits are words of their own: labels stand close to numbers.
        if let last = word.last, (0x30...0x39).contains(last) != isDigit { close() }
        word.append(byte)
        dots.append(byte)
    }

    private mutating func close(dotted: Bool = false) {
        if !word.isEmpty {
            let isInitial = word.count == 1 && (0x41...0x5A).contains(word[0])
            words.append(Word(text: word, isDotted: dotted, isInitials: isInitial, stranger: stranger))
        } else if let last = words.indices.last {
            words[last].isDotted = false
        }
        (word, stranger) = ([], nil)
    }

    /// The words. Single letters with dots between are one: `R.C.S.` Of other scripts there are only what the numbers of Greece
    /// and Bulgaria are called: a letter that looks like a Latin one is not taken for it.
    mutating func finished() throws(NumberProblem) -> [String] {
        close()
        var joined: [Word] = []
        for word in words {
            if let last = joined.last, last.isDotted, last.isInitials, word.isInitials {
                joined[joined.count - 1] = Word(
                    text: last.text + word.text, isDotted: word.isDotted, isInitials: true,
                    stranger: last.stranger ?? word.stranger)
            } else {
                joined.append(word)
            }
        }
        for word in joined {
            if let stranger = word.stranger, !WordCutter.labels.contains(word.text) { throw WordCutter.strange(stranger) }
        }
        return joined.map { String(decoding: $0.text, as: UTF8.self) }
    }

    private static let labels = Set(["AFM", "GEMI", "EIK", "BULSTAT", "DDS"].map { Array($0.utf8) })

    private static func strange(_ scalar: Unicode.Scalar) -> NumberProblem {
        let code = String(scalar.value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
        return NumberProblem(
            "there is a character in it (U+\(padded)) that no number has", remedy: "type the number with Latin letters and digits"
        )
    }
}
