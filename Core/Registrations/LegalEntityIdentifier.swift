/// The LEI of ISO 17442: 18 letters and digits, and two check digits over all of them.
enum LegalEntityIdentifier {
    private static let shape = NumberBody("******************##")

    /// Nil where it is none; a text of its form with wrong check digits may be another number.
    static func number(in spelling: NumberSpelling, country: String) -> RegistrationNumber? {
        let words = spelling.words.first == "LEI" ? spelling.words.dropFirst() : spelling.words[...]
        let body = NumberBody(words.joined())
        guard isRight(body) else { return nil }
        return RegistrationNumber(country: country, kind: .lei, text: body.text, key: "LEI:\(body.text)", stem: body.text)
    }

    static func isShaped(_ body: NumberBody) -> Bool { body.fits(shape) }

    private static func isRight(_ body: NumberBody) -> Bool { isShaped(body) && CheckDigits.mod97(body.values) == 1 }
}

/// A unique identifier of the European business registers, taken apart: `DEF1103R.HRB123456B`.
struct UniqueIdentifier {
    let country: String
    /// Which register: its court in Germany, a name elsewhere.
    let register: String
    let number: String

    init?(_ dotted: String) {
        let parts = dotted.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, parts[0].utf8.count > 2,
            parts[0].utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) })
        else { return nil }
        country = String(parts[0].prefix(2))
        register = String(parts[0].dropFirst(2))
        // The rest of a VAT number with dots in it is digits; registers have letters, and the French ones four digits.
        let isFrench = country == "FR" && register.utf8.count == 4
        guard register.contains(where: \.isLetter) || isFrench else { return nil }
        // A check character may stand behind a low line.
        number = String(parts[1].prefix { $0 != "_" })
    }
}
