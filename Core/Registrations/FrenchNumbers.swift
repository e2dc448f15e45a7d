/// France: SIREN and SIRET by Luhn's rule (articles R123-220 and 221 of the code de commerce), VAT numbers, entries in the RCS.
enum FrenchNumbers {
    static func siren(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        try checkSIREN(body, in: body, as: .siren)
        return .init(text: body.text, stem: body.text)
    }

    /// SIREN, five digits of the establishment, Luhn's rule over all; those of La Poste add up to a multiple of 5 but for its
    /// head office.
    static func siret(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        try checkSIREN(body.first(9), in: body, as: .siret)
        let isPost = body.text.hasPrefix("356000000") && body.text != "35600000000048"
        let isRight = isPost ? body.values.reduce(0, +).isMultiple(of: 5) : CheckDigits.luhn(body.values) == 0
        guard isRight else {
            throw isPost
                ? .checkSum(.siret, body.text)
                : .checkDigit(.siret, body.text, at: 14, expected: "\(CheckDigits.luhnDigit(body.values.dropLast()))")
        }
        return .init(text: body.text, stem: body.first(9).text)
    }

    /// Two characters of the tax office and the SIREN; in Monaco three zeros and a number of its own.
    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let inner = body.dropping(first: 2)
        guard isKey(body.first(2), of: inner) else { throw .checkSum(.vat, "FR" + body.text) }
        if isMonegasque(inner) {
            return .init(text: "FR" + body.text, stem: inner.text, country: "MC")
        }
        try checkSIREN(inner, in: NumberBody("FR" + body.text), as: .vat)
        return .init(text: "FR" + body.text, stem: inner.text)
    }

    static func monegasqueVAT(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let finding = try vat(body)
        guard finding.country == "MC" else {
            throw NumberProblem("“\(finding.text)” is a VAT number of France, not of Monaco", remedy: "give the country FR")
        }
        return finding
    }

    private static func isMonegasque(_ inner: NumberBody) -> Bool { inner.text.hasPrefix("000") && !inner.isZero }

    /// The key is digits as a rule; the forms with a letter count by an alphabet without I and O.
    private static func isKey(_ key: NumberBody, of inner: NumberBody) -> Bool {
        if key.isDigits { return key.number == (inner.number * 100 + 12) % 97 }
        let places = key.bytes.compactMap { alphabet.firstIndex(of: $0) }
        guard places.count == 2 else { return false }
        let check = key[0] < 0x41 ? places[0] * 24 + places[1] - 10 : places[0] * 34 + places[1] - 100
        return (inner.number + 1 + check / 11) % 11 == check % 11
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

    private static func checkSIREN(_ siren: NumberBody, in whole: NumberBody, as kind: NumberKind) throws(NumberProblem) {
        guard !siren.isZero else { throw .part(kind, whole.text, "its SIREN is nothing but zeros") }
        guard CheckDigits.luhn(siren.values) == 0 else {
            let place = kind == .vat ? whole.count : 9
            throw .checkDigit(
                kind, whole.text, at: place, expected: "\(CheckDigits.luhnDigit(siren.values.dropLast()))")
        }
    }

    /// `RCS Paris B 517 403 572`, `517 403 572 RCS Paris`, `Paris B 517 403 572`: the court tells where, the SIREN who.
    static func register(_ spelling: NumberSpelling) throws(NumberProblem) -> RegistrationNumber? {
        let section = spelling.words.firstIndex { ["A", "B", "C", "D"].contains($0) } ?? 0
        let isCourt = section > 0 && spelling.words[..<section].allSatisfy { !NumberBody($0).isDigits }
        guard spelling.words.contains("RCS") || isCourt else { return nil }
        let digits = NumberBody(spelling.words.filter { NumberBody($0).isDigits }.joined())
        guard digits.count == 9 else {
            throw NumberProblem(
                "an RCS number has the 9 digits of the SIREN, and this has \(digits.count)",
                remedy: "give it as on the extract: RCS Paris B 732 829 320")
        }
        try checkSIREN(digits, in: digits, as: .rcs)
        let court = spelling.words.filter { !NumberBody($0).isDigits && !["RCS", "SIREN", "FR", "NUMERO"].contains($0) }
        let text = (["RCS"] + court + [digits.text]).joined(separator: " ")
        guard text.utf8.count <= RegistrationNumber.limit else {
            throw NumberProblem("the court of the RCS number is too long", remedy: "give it as RCS Paris B 732 829 320")
        }
        return RegistrationNumber(
            country: "FR", kind: .rcs, text: text, key: "FR:\(digits.text)", stem: digits.text)
    }
}

extension NationalNumbers {
    static let france = NationalNumbers(
        "FR",
        forms: [
            NumberForm(
                .siren, ["#########"], looks: "9 digits", example: "732829320", labels: ["SIREN"], judge: FrenchNumbers.siren),
            NumberForm(
                .siret, ["##############"], looks: "14 digits", example: "73282932000074", labels: ["SIRET"],
                judge: FrenchNumbers.siret),
            .vat(
                ["**#########"], looks: "FR, 2 characters and the SIREN", example: "FR44732829320", judge: FrenchNumbers.vat),
        ],
        sentenceLooks: [NumberLook(kind: .rcs, looks: "RCS, its court and the SIREN", example: "RCS PARIS B 732829320")],
        sentence: FrenchNumbers.register)

    static let monaco = NationalNumbers(
        "MC", prefixes: ["FR", "MC"],
        forms: [
            .vat(
                ["**000######"], looks: "FR, 2 characters, 000 and 6 digits", example: "FR16000063601",
                judge: FrenchNumbers.monegasqueVAT)
        ])
}
