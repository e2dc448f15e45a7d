import Foundation

/// Words as they are compared: in lower case, without accents and marks.
enum PlainWords {
    /// Letters and digits; the dots of an abbreviation do not part it: `S.A.` is `sa`.
    static func of(_ text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var isAbbreviation = false
        let scalars = Array(text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            let properties = scalar.properties
            if properties.isAlphabetic || properties.numericType != nil {
                word += letters[scalar].map { Array($0.unicodeScalars) } ?? [scalar]
                continue
            }
            if properties.canonicalCombiningClass != .notReordered { continue }
            let isInitial = word.count == 1 || isAbbreviation
            if scalar == ".", isInitial, place + 2 < scalars.count, scalars[place + 1].properties.isAlphabetic,
                !scalars[place + 2].properties.isAlphabetic
            {
                isAbbreviation = true
                continue
            }
            if !word.isEmpty { words.append(String(word)) }
            word = String.UnicodeScalarView()
            isAbbreviation = false
        }
        if !word.isEmpty { words.append(String(word)) }
        return words
    }

    /// What no decomposition gives.
    private static let letters: [Unicode.Scalar: String] = [
        "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d",
    ]

    /// Without the legal forms of companies.
    static func withoutForms(_ words: [String]) -> [String] { words.filter { !forms.contains($0) } }

    private static let forms: Set<String> = [
        "sa", "sas", "sasu", "sarl", "eurl", "snc", "scs", "sca", "sci", "selarl", "selas", "scop", "scic", "gie", "gmbh", "ag",
        "kg", "kgaa", "ohg", "ug", "mbh", "ev", "eg", "bv", "nv", "vof", "sprl", "srl", "bvba", "asbl", "spa", "sapa", "sas",
        "sl", "slu", "sau", "slp", "lda", "unipessoal", "ltd", "limited", "plc", "llp", "llc", "inc", "co", "sarls", "se", "scrl",
        "cv", "sagl", "cie",
    ]
}
