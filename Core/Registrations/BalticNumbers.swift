/// Estonia, Latvia and Lithuania.
enum BalticNumbers {
    /// Registrikood: the first digit tells what it is, weights 1 to 7, else from 3 on.
    static func estonian(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard Array("1789".utf8).contains(body[0]) else {
            throw .part(.registrikood, body.text, "its first digit is 1, 7, 8 or 9")
        }
        return try twice(body, as: .registrikood)
    }

    static func estonianVAT(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard CheckDigits.sum(body.values, [3, 7, 1, 3, 7, 1, 3, 7, 1]).isMultiple(of: 10) else {
            throw .checkSum(.vat, "EE" + body.text)
        }
        return .init(text: "EE" + body.text, stem: body.text, family: "VAT")
    }

    /// Of an entity where the first digit is over 3; else the code of a person, which begins with a date of birth, or since 2017
    /// with 32 and nothing to read.
    static func latvian(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let values = body.values
        if values[0] > 3 {
            guard CheckDigits.sum(values, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3 else {
                throw .checkSum(.regnr, body.text)
            }
            return .init(text: body.text, stem: body.text)
        }
        let isDated = Birthday.isPossible(
            year: body[4..<6].number, month: body[2..<4].number, day: body.first(2).number)
        guard isDated || body.text.hasPrefix("32") else {
            throw .part(.regnr, body.text, "it begins neither with a digit over 3 nor with a date of birth")
        }
        let check = (1 + CheckDigits.sum(values, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10
        guard values[10] == check else { throw .checkDigit(.regnr, body.text, at: 11, expected: "\(check)") }
        return .init(text: body.text, stem: body.text)
    }

    static func lithuanian(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding { try twice(body, as: .kodas) }

    /// Nine digits, or twelve for those registered for a time; the last but one is a 1.
    static func lithuanianVAT(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard body.bytes[body.count - 2] == 0x31 else {
            throw .part(.vat, "LT" + body.text, "its last digit but one is a 1")
        }
        _ = try twice(body, as: .vat)
        return .init(text: "LT" + body.text, stem: body.text, family: "VAT")
    }

    private static func twice(_ body: NumberBody, as kind: NumberKind) throws(NumberProblem) -> NumberForm.Finding {
        let check = CheckDigits.twice11(body.values.dropLast())
        guard body.values.last == check else {
            throw .checkDigit(kind, body.text, at: body.count, expected: "\(check)")
        }
        return .init(text: body.text, stem: body.text)
    }
}

extension NationalNumbers {
    static let estonia = NationalNumbers(
        "EE",
        forms: [
            NumberForm(
                .registrikood, ["########"], looks: "8 digits", example: "12345678", labels: ["REGISTRIKOOD", "RK"],
                judge: BalticNumbers.estonian),
            .vat(["#########"], looks: "EE and 9 digits", example: "EE100594102", judge: BalticNumbers.estonianVAT),
        ])

    static let latvia = NationalNumbers(
        "LV",
        forms: [
            .vat(
                ["###########"], looks: "LV and the registration number", example: "LV40003521600", prefix: .telling,
                judge: NordicNumbers.taxed("LV", BalticNumbers.latvian)),
            NumberForm(.regnr, ["###########"], looks: "11 digits", example: "40003521600", judge: BalticNumbers.latvian),
        ])

    static let lithuania = NationalNumbers(
        "LT",
        forms: [
            .vat(
                ["#########"], looks: "LT and 9 or 12 digits", example: "LT119511515", prefix: .telling,
                judge: BalticNumbers.lithuanianVAT),
            .vat(["############"], looks: "", example: "LT100004801610", judge: BalticNumbers.lithuanianVAT),
            NumberForm(
                .kodas, ["#########"], looks: "9 digits", example: "304151376", labels: ["KODAS", "IMONES"],
                judge: BalticNumbers.lithuanian),
        ])
}
