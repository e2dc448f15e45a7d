/// Poland: KRS (the court register, no check digit), NIP (tax) and REGON (statistics) are three numbers.
enum PolishNumbers {
    static func krs(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding { .init(text: body.text, stem: body.text) }

    static func nip(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard body[0] != 0x30 else {
            throw .part(.nip, body.text, "it begins with the number of a tax office, 101 to 998")
        }
        let check = CheckDigits.sum(body.values, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11
        guard body.values[9] == check else {
            throw .checkDigit(.nip, body.text, at: 10, expected: check == 10 ? nil : "\(check)")
        }
        return .init(text: body.text, stem: body.text, family: "NIP")
    }

    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let finding = try nip(body)
        return .init(text: "PL" + finding.text, stem: finding.stem, family: finding.family)
    }

    /// Nine digits of the company, five more of a unit of it.
    static func regon(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let check = CheckDigits.sum(body.values, [8, 9, 2, 3, 4, 5, 6, 7]) % 11 % 10
        guard body.values[8] == check else { throw .checkDigit(.regon, body.text, at: 9, expected: "\(check)") }
        if body.count == 14 {
            let check = CheckDigits.sum(body.values, [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 11 % 10
            guard body.values[13] == check else { throw .checkDigit(.regon, body.text, at: 14, expected: "\(check)") }
        }
        return .init(text: body.text, stem: body.first(9).text, family: "REGON")
    }

}

/// Slovenia: matična številka of the business register and davčna številka of the tax office.
enum SlovenianNumbers {
    /// Seven characters of the company, three more of a part of it, which 000 is not.
    static func register(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        try check(body.first(7), [7, 6, 5, 4, 3, 2], as: .maticna, in: body.text)
        let unit = body.dropping(first: 7)
        let text = unit.isZero ? body.first(7).text : body.text
        return .init(text: text, stem: body.first(7).text)
    }

    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard body[0] != 0x30 else { throw .part(.vat, "SI" + body.text, "its first digit is 0") }
        try check(body, [8, 7, 6, 5, 4, 3, 2], as: .vat, in: body.text)
        return .init(text: "SI" + body.text, stem: body.text, family: "VAT")
    }

    /// 11 less the rest: 10 is written 0, and numbers with 11 were never given out.
    private static func check(
        _ body: NumberBody, _ weights: [Int], as kind: NumberKind, in text: String
    ) throws(NumberProblem) {
        let check = 11 - CheckDigits.sum(body.values, weights) % 11
        guard check < 11, body.values.last == check % 10 else {
            throw .checkDigit(kind, text, at: body.count, expected: check == 11 ? nil : "\(check % 10)")
        }
    }
}

extension NationalNumbers {
    static let poland = NationalNumbers(
        "PL",
        forms: [
            .vat(
                ["##########"], looks: "PL and the NIP", example: "PL8567346215", prefix: .telling,
                judge: PolishNumbers.vat),
            NumberForm(
                .krs, ["000#######"], looks: "10 digits, the first three 0", example: "0000030211", labels: ["KRS"],
                judge: PolishNumbers.krs),
            NumberForm(
                .nip, ["##########"], looks: "10 digits", example: "8567346215", labels: ["NIP"],
                judge: PolishNumbers.nip),
            NumberForm(
                .regon, ["#########", "##############"], looks: "9 or 14 digits", example: "192598184", labels: ["REGON"],
                judge: PolishNumbers.regon),
        ])

    static let slovenia = NationalNumbers(
        "SI",
        forms: [
            NumberForm(
                .maticna, ["#######", "##########", "#######@##"], looks: "7 or 10 characters", example: "5300231",
                labels: ["MATICNA", "STEVILKA"], judge: SlovenianNumbers.register),
            .vat(["########"], looks: "SI and 8 digits", example: "SI56633360", judge: SlovenianNumbers.vat),
        ])
}
