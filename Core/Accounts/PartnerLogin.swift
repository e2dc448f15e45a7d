/// The login of a partner's person (ACC-15): `prenom.nom.entreprise`, of `a-z`, `0-9` and hyphens within each part.
///
/// Hyphens and spaces become hyphens, apostrophes nothing: `jean-pierre.darc.cloud-avenue`. Letters become ASCII by
/// `Transliteration`. Of a name wholly in a script that it does not know, each letter is its code point: 王 is `u738b`, and a
/// name without any letter is `x`. The legal form of a company is left out, because people leave it out, and because it
/// changes while a login does not. The same names give the same login, in whatever Unicode form they come.
package struct PartnerLogin: Hashable, Sendable {
    package let first: String
    package let last: String
    package let company: String

    package init(firstName: String, lastName: String, company: String) {
        first = LoginPart(firstName).text(limit: 30)
        last = LoginPart(lastName).text(limit: 40)
        self.company = LoginPart(company).withoutLegalForm(limit: 40)
    }

    /// What the logins of all homonyms begin with, whatever their number and company: `jean.dupont`.
    package var stem: String { "\(first).\(last)" }

    /// The first is `jean.dupont.acme`, the second `jean.dupont2.acme`.
    package func homonym(_ number: Int) -> String { "\(stem)\(number > 1 ? "\(number)" : "").\(company)" }

    /// The first that nobody has.
    /// - Parameter taken: every login that ever was: one that was deleted is never given to somebody else.
    package func free(among taken: Set<String>) -> String {
        var number = 1
        while taken.contains(homonym(number)) { number += 1 }
        return homonym(number)
    }
}

/// One part of a login, as words.
private struct LoginPart {
    /// Names are shorter; what comes behind is not read.
    private static let readable = 400

    private var words: [String] = []
    private var word = ""
    /// Letters of the word since the last dot in it.
    private var run = 0
    /// The word's letters of scripts that are not romanised, by their code points.
    private var foreign = ""
    private var foreignWords: [String] = []
    private var isAfterGreekVowel = false

    init(_ text: String) {
        for scalar in text.unicodeScalars.prefix(LoginPart.readable) {
            let isWide = (0xFF01...0xFF5E).contains(scalar.value)
            let plain = isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
            for small in plain.properties.lowercaseMapping.unicodeScalars { take(small) }
        }
        close()
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .format: return
        case .lowercaseLetter, .otherLetter, .modifierLetter, .uppercaseLetter, .titlecaseLetter: takeLetter(scalar)
        case .decimalNumber: append("\(Int(properties.numericValue ?? 0))")
        default:
            if LoginPart.apostrophes.contains(scalar) { return }
            // Initials are one word: S.A.S.
            if scalar == ".", run == 1 { run = 0 } else { close() }
        }
    }

    private mutating func takeLetter(_ scalar: Unicode.Scalar) {
        if LoginPart.apostrophes.contains(scalar) { return }
        let isGreek = (0x370...0x3FF).contains(scalar.value) || (0x1F00...0x1FFF).contains(scalar.value)
        var letters: String?
        if scalar.isASCII {
            letters = String(Character(scalar))
        } else if let ascii = Transliteration.ascii(scalar) {
            // αυ, ευ and ου are two letters of one sound.
            letters = isGreek && ascii == "y" && isAfterGreekVowel ? "u" : ascii
        }
        if let letters {
            append(letters)
        } else {
            foreign += "u" + String(Transliteration.base(scalar).value, radix: 16)
        }
        isAfterGreekVowel = isGreek && ["a", "e", "i", "o"].contains(letters)
    }

    private mutating func append(_ ascii: String) {
        word += ascii
        run += 1
    }

    private mutating func close() {
        if !word.isEmpty { words.append(word) }
        if !foreign.isEmpty { foreignWords.append(foreign) }
        (word, foreign, run, isAfterGreekVowel) = ("", "", 0, false)
    }

    private static let apostrophes: Set<Unicode.Scalar> = [
        "'", "’", "‘", "ʼ", "ʻ", "ʹ", "\u{374}", "ʾ", "ʿ", "`", "´", "′", "‛", "·",
    ]

    // MARK: Text

    func text(limit: Int) -> String { LoginPart.joined(known, limit: limit) }

    func withoutLegalForm(limit: Int) -> String {
        let bare = LoginPart.joined(LoginPart.bare(known), limit: limit)
        // Cutting may have left what looks like a form.
        return LoginPart.bare(bare.split(separator: "-").map(String.init)).joined(separator: "-")
    }

    private var known: [String] { !words.isEmpty ? words : !foreignWords.isEmpty ? foreignWords : ["x"] }

    private static func joined(_ words: [String], limit: Int) -> String {
        let cut = words.joined(separator: "-").prefix(limit)
        return cut.last == "-" ? String(cut.dropLast()) : String(cut)
    }

    /// Without legal forms behind, and French ones before; never without any word.
    private static func bare(_ words: [String]) -> [String] {
        var bare = words[...]
        while let form = formsBehind.first(where: { bare.count > $0.count && bare.suffix($0.count).elementsEqual($0) }) {
            bare = bare.dropLast(form.count)
        }
        while bare.count > 1, let first = bare.first, formsBefore.contains(first) { bare = bare.dropFirst() }
        return Array(bare)
    }

    private static let formsBefore: Set<String> = ["sarl", "sas", "sasu", "eurl", "snc", "sci", "selarl"]

    /// Longer ones first, in words.
    private static let formsBehind: [[String]] =
        [
            ["gmbh", "co", "kg"], ["ag", "co", "kg"], ["ug", "haftungsbeschrankt"], ["sp", "z", "oo"], ["unipessoal", "lda"],
            ["pty", "ltd"], ["co", "ltd"],
        ]
        + [
            "sarl", "sas", "sasu", "sa", "eurl", "snc", "sci", "scop", "selarl", "gmbh", "ggmbh", "ag", "kg", "kgaa", "ohg", "ug",
            "ev", "ek", "eg", "se", "ltd", "limited", "plc", "llp", "llc", "inc", "corp", "bv", "nv", "vof", "srl", "srls", "spa",
            "sl", "slu", "sau", "lda", "ltda", "ab", "oy", "oyj", "as", "asa", "aps", "sprl", "asbl", "kft", "zrt", "nyrt", "doo",
            "dd", "sro", "eood", "ood", "ead", "ad", "sia", "uab", "ou",
        ].map { [$0] }
}
