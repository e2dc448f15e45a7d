/// Denmark, Finland, Norway and Sweden: one number for register and tax.
enum NordicNumbers {
    static func danish(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard body[0] != 0x30, CheckDigits.sum(body.values, [2, 7, 6, 5, 4, 3, 2, 1]).isMultiple(of: 11) else {
            throw .checkSum(.cvr, body.text)
        }
        return .init(text: body.text, stem: body.text)
    }

    static func finnish(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        try eleven(body, [7, 9, 10, 5, 8, 4, 2], as: .yTunnus)
    }

    static func norwegian(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        try eleven(body, [3, 2, 7, 6, 5, 4, 3, 2], as: .orgnr)
    }

    static func norwegianVAT(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let finding = try norwegian(body.first(9))
        return .init(text: "NO\(finding.text)MVA", stem: finding.stem)
    }

    private static func eleven(
        _ body: NumberBody, _ weights: [Int], as kind: NumberKind
    ) throws(NumberProblem) -> NumberForm.Finding {
        let check = (11 - CheckDigits.sum(body.values, weights) % 11) % 11
        guard body.values.last == check else {
            throw .checkDigit(kind, body.text, at: body.count, expected: check == 10 ? nil : "\(check)")
        }
        return .init(text: body.text, stem: body.text)
    }

    static func swedish(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard CheckDigits.luhn(body.values) == 0 else {
            throw .checkDigit(.orgnr, body.text, at: 10, expected: "\(CheckDigits.luhnDigit(body.values.dropLast()))")
        }
        return .init(text: body.text, stem: body.text)
    }

    /// The organisation number, and two digits for the part of it that is registered: 01 to 94.
    static func swedishVAT(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let finding = try swedish(body.first(10))
        guard (1...94).contains(body.last(2).number) else {
            throw .part(.vat, "SE" + body.text, "its last two digits are 01 to 94")
        }
        return .init(text: "SE" + body.text, stem: finding.stem)
    }

    /// The same number with the letters of the country before it.
    static func taxed(_ letters: String, _ judge: @escaping NumberForm.Judge) -> NumberForm.Judge {
        { body throws(NumberProblem) in
            let finding = try judge(body)
            return .init(text: letters + finding.text, stem: finding.stem)
        }
    }
}

extension NationalNumbers {
    static let denmark = NationalNumbers(
        "DK",
        forms: [
            .vat(
                ["########"], looks: "DK and the CVR number", example: "DK13585628", prefix: .telling,
                judge: NordicNumbers.taxed("DK", NordicNumbers.danish)),
            NumberForm(.cvr, ["########"], looks: "8 digits", example: "13585628", labels: ["CVR"], judge: NordicNumbers.danish),
        ])

    static let finland = NationalNumbers(
        "FI",
        forms: [
            .vat(
                ["########"], looks: "FI and the Y-tunnus", example: "FI20774740", prefix: .telling,
                judge: NordicNumbers.taxed("FI", NordicNumbers.finnish)),
            NumberForm(
                .yTunnus, ["########"], looks: "8 digits", example: "20774740", labels: ["Y", "TUNNUS", "FO"],
                judge: NordicNumbers.finnish),
        ])

    static let norway = NationalNumbers(
        "NO",
        forms: [
            .vat(
                ["#########MVA"], looks: "NO, the organisation number and MVA", example: "NO998772680MVA",
                judge: NordicNumbers.norwegianVAT),
            NumberForm(
                .orgnr, ["#########"], looks: "9 digits", example: "988077917", labels: ["ORG", "ORGNR", "FORETAKSREGISTERET"],
                judge: NordicNumbers.norwegian),
        ])

    static let sweden = NationalNumbers(
        "SE",
        forms: [
            .vat(
                ["############"], looks: "SE, the organisation number and 01", example: "SE556043606401",
                judge: NordicNumbers.swedishVAT),
            NumberForm(
                .orgnr, ["##########"], looks: "10 digits", example: "5560436064",
                labels: ["ORG", "ORGNR", "ORGANISATIONSNUMMER"],
                judge: NordicNumbers.swedish),
        ])
}
