/// Romania: the CUI is the VAT number without RO; the trade register has its own.
enum RomanianNumbers {
    static func tax(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard body[0] != 0x30 else { throw .part(.cui, body.text, "its first digit is 0") }
        let digits = body.padded(to: 10).values
        let check = CheckDigits.sum(digits, [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10 % 11 % 10
        guard digits[9] == check else { throw .checkDigit(.cui, body.text, at: body.count, expected: "\(check)") }
        return .init(text: body.text, stem: body.text)
    }

    /// `J40/10944/2006`: letter, county, number, year, or the whole date of entry. Since 2024 `J2006010944400`: year, number of
    /// six digits, county, check digit, which the old form gives too.
    static func register(_ spelling: NumberSpelling) throws(NumberProblem) -> RegistrationNumber? {
        guard let letter = spelling.words.first, ["J", "F", "C"].contains(letter), spelling.words.count > 1 else { return nil }
        let parts = spelling.words.dropFirst().map { NumberBody($0) }
        guard parts.allSatisfy(\.isDigits) else { return nil }
        let whole = NumberBody(parts.flatMap(\.bytes))
        if whole.count == 13, parts[0].count >= 4 { return try newer(letter, whole) }
        guard parts.count == 3 || parts.count == 5, let year = parts.last, year.count == 4, parts[0].count <= 2,
            (1...6).contains(parts[1].count)
        else { throw problem(spelling.words.joined(separator: " ")) }
        return try entry(letter, county: parts[0], number: parts[1], year: year, isNew: false)
    }

    private static func newer(_ letter: String, _ body: NumberBody) throws(NumberProblem) -> RegistrationNumber {
        let number = try entry(
            letter, county: body[10..<12], number: body[4..<10], year: body.first(4), isNew: true)
        guard number.text == letter + body.text else {
            throw .checkDigit(.onrc, letter + body.text, at: 14, expected: String(number.text.suffix(1)))
        }
        return number
    }

    private static func entry(
        _ letter: String, county: NumberBody, number: NumberBody, year: NumberBody, isNew: Bool
    ) throws(NumberProblem) -> RegistrationNumber {
        let text = "\(letter)\(county.padded(to: 2).text)/\(number.trimmed.text)/\(year.text)"
        // 00 is no county: since 2024 numbers are those of the country.
        let isCounty = (1...40).contains(county.number) || [51, 52].contains(county.number) || (isNew && county.isZero)
        guard isCounty, (1990...2099).contains(year.number), !number.isZero else { throw problem(text) }
        let digits = year.text + number.padded(to: 6).text + county.padded(to: 2).text
        let first = Int(letter.utf8.first ?? 0) % 10
        let check = NumberBody(digits).values.reduce(first, +) % 10
        let newText = "\(letter)\(digits)\(check)"
        return RegistrationNumber(
            country: "RO", kind: .onrc, text: isNew ? newText : text, key: "RO:ONRC:\(newText)", stem: isNew ? newText : text)
    }

    private static func problem(_ text: String) -> NumberProblem {
        NumberProblem(
            "“\(text)” is no number of the Registrul Comerțului",
            remedy: "give it as J40/10944/2006 or J2006010944400, or the CUI")
    }
}

extension NationalNumbers {
    static let romania = NationalNumbers(
        "RO",
        forms: [
            .vat(
                (2...10).map { String(repeating: "#", count: $0) }, looks: "RO and the CUI", example: "RO18547290",
                prefix: .telling, judge: NordicNumbers.taxed("RO", RomanianNumbers.tax)),
            NumberForm(
                .cui, (2...10).map { String(repeating: "#", count: $0) }, looks: "2 to 10 digits", example: "18547290",
                labels: ["CUI", "CIF", "COD", "UNIC"], judge: RomanianNumbers.tax),
        ],
        sentenceLooks: [
            NumberLook(kind: .onrc, looks: "letter, county, number and year", example: "J40/10944/2006")
        ],
        sentence: RomanianNumbers.register)
}
