/// Belgium: the enterprise number is the VAT number (Code de droit économique, III.17).
enum BelgianNumbers {
    /// The last two digits are 97 less the rest modulo 97. Numbers of nine digits are older ones, without their zero.
    static func enterprise(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let whole = body.padded(to: 10)
        let check = 97 - whole.first(8).number % 97
        guard whole.first(8).isZero == false, whole.last(2).number == check else {
            throw .checkSum(.enterprise, whole.text)
        }
        return .init(text: whole.text, stem: whole.text)
    }

    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let finding = try enterprise(body)
        return .init(text: "BE" + finding.text, stem: finding.stem)
    }

    static let shapes = ["0#########", "1#########", "#########"]
}

/// Netherlands: the number of the commercial register (KvK) and that of the tax office (RSIN, and VAT number from it) are two,
/// and neither follows from the other.
enum DutchNumbers {
    /// No check digit.
    static func kvk(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        .init(text: body.text, stem: body.text)
    }

    static func establishment(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        throw NumberProblem(
            "“\(body.text)” has 12 digits: that is an establishment (vestigingsnummer), not the company",
            remedy: "give the KvK number: 8 digits")
    }

    static func rsin(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard isRSIN(body) else { throw .checkSum(.rsin, body.text) }
        return .init(text: body.text, stem: body.text, family: "RSIN")
    }

    /// An RSIN (or the number of a person) with B and two digits; since 2020 people in business have one whose check digits
    /// are those of ISO 7064 over all of it.
    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let whole = body.padded(to: 12)
        let text = "NL" + whole.text
        guard whole.last(2).number > 0 else { throw .part(.vat, text, "the two digits behind its B begin with 01") }
        if isRSIN(whole.first(9)) { return .init(text: text, stem: whole.first(9).text, family: "RSIN") }
        guard CheckDigits.mod97(NumberBody(text).values) == 1 else { throw .checkSum(.vat, text) }
        return .init(text: text, stem: whole.text, family: "VAT")
    }

    private static func isRSIN(_ body: NumberBody) -> Bool {
        !body.isZero && CheckDigits.sum(body.values, [9, 8, 7, 6, 5, 4, 3, 2, -1]).isMultiple(of: 11)
    }
}

/// Luxembourg: number of the RCS, a letter for the section (B: commercial companies), without check digit; the VAT number is another.
enum LuxembourgishNumbers {
    static func register(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let number = body.dropping(first: 1).trimmed
        guard !number.isZero else { throw .part(.rcsl, body.text, "its number is zero") }
        let text = body.first(1).text + number.text
        return .init(text: text, stem: text)
    }

    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard body.first(6).number % 89 == body.last(2).number else { throw .checkSum(.vat, "LU" + body.text) }
        return .init(text: "LU" + body.text, stem: body.text, family: "VAT")
    }
}

extension NationalNumbers {
    static let belgium = NationalNumbers(
        "BE",
        forms: [
            .vat(
                BelgianNumbers.shapes, looks: "BE and the enterprise number", example: "BE0403170701", prefix: .telling,
                judge: BelgianNumbers.vat),
            NumberForm(
                .enterprise, BelgianNumbers.shapes, looks: "10 digits, the first 0 or 1", example: "0403170701",
                labels: ["BCE", "KBO", "BCEKBO", "ONDERNEMINGSNUMMER", "ENTREPRISE", "RPM", "RPR"],
                judge: BelgianNumbers.enterprise),
        ])

    static let netherlands = NationalNumbers(
        "NL",
        forms: [
            NumberForm(.kvk, ["########"], looks: "8 digits", example: "27312152", labels: ["KVK"], judge: DutchNumbers.kvk),
            NumberForm(.kvk, ["############"], looks: "", example: "", labels: ["KVK"], judge: DutchNumbers.establishment),
            NumberForm(.rsin, ["#########"], looks: "9 digits", example: "111222333", labels: ["RSIN"], judge: DutchNumbers.rsin),
            .vat(
                ["#########B##", "########B##", "#######B##"], looks: "NL, 9 digits, B and 2 digits", example: "NL004495445B01",
                judge: DutchNumbers.vat),
        ])

    static let luxembourg = NationalNumbers(
        "LU",
        forms: [
            NumberForm(
                .rcsl, (1...6).map { "@" + String(repeating: "#", count: $0) }, looks: "a letter and up to 6 digits",
                example: "B123456", labels: ["RCS", "RCSL", "LUXEMBOURG"], judge: LuxembourgishNumbers.register),
            .vat(["########"], looks: "LU and 8 digits", example: "LU15027442", judge: LuxembourgishNumbers.vat),
        ])
}
