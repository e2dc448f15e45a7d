/// Spain: the NIF of entities (Orden EHA/451/2008) and of people (Real Decreto 1065/2007); with ES before it, the VAT number.
enum SpanishNumbers {
    /// Letter of the legal form, seven digits, control character. Sources differ on which legal forms have a digit and which a
    /// letter there: either is taken, as both say the same, and the key has neither.
    static func entity(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard !body[1..<8].isZero else { throw .part(.nif, body.text, "its number is zero") }
        let digit = CheckDigits.luhnDigit(body[1..<8].values)
        let letter = String(decoding: [Array("JABCDEFGHI".utf8)[digit]], as: UTF8.self)
        guard ["\(digit)", letter].contains(body.last(1).text) else {
            throw .checkDigit(.nif, body.text, at: 9, expected: digitForms.contains(body[0]) ? "\(digit)" : letter)
        }
        return .init(text: body.text, stem: body.first(8).text)
    }

    private static let digitForms = Set("ABEHCDFGJUV".utf8)

    static func citizen(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        try person(body, number: body.first(8), as: .dni)
    }

    /// X, Y and Z count as 0, 1 and 2.
    static func foreigner(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        try person(body, number: NumberBody([body[0] - 0x58 + 0x30] + body[1..<8].bytes), as: .nie)
    }

    /// K, L and M stand before the numbers of people who have no DNI.
    static func unnumbered(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        try person(body, number: body[1..<8], as: .nie)
    }

    private static func person(
        _ body: NumberBody, number: NumberBody, as kind: NumberKind
    ) throws(NumberProblem) -> NumberForm.Finding {
        let letter = String(decoding: [Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)[number.number % 23]], as: UTF8.self)
        guard body.last(1).text == letter else { throw .checkDigit(kind, body.text, at: 9, expected: letter) }
        return .init(text: body.text, stem: body.text)
    }

    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        var finding =
            switch body[0] {
            case 0x30...0x39: try citizen(body)
            case 0x58...0x5A: try foreigner(body)
            case 0x4B...0x4D: try unnumbered(body)
            default: try entity(body)
            }
        finding = .init(text: "ES" + finding.text, stem: finding.stem)
        return finding
    }

    static let entityShapes = "ABCDEFGHJNPQRSUVW".map { "\($0)#######*" }
}

extension NationalNumbers {
    static let spain = NationalNumbers(
        "ES",
        forms: [
            .vat(
                SpanishNumbers.entityShapes + [
                    "########@", "X#######@", "Y#######@", "Z#######@", "K#######@", "L#######@", "M#######@",
                ],
                looks: "ES and the NIF", example: "ESB64717838", prefix: .telling, judge: SpanishNumbers.vat),
            NumberForm(
                .nif, SpanishNumbers.entityShapes, looks: "a letter, 7 digits and a control character", example: "B64717838",
                labels: ["NIF", "CIF"], judge: SpanishNumbers.entity),
            NumberForm(
                .dni, ["########@"], looks: "8 digits and a letter", example: "54362315K", labels: ["DNI", "NIF"],
                judge: SpanishNumbers.citizen),
            NumberForm(
                .nie, ["X#######@", "Y#######@", "Z#######@"], looks: "X, Y or Z, 7 digits and a letter", example: "X5253868R",
                labels: ["NIE", "NIF"], judge: SpanishNumbers.foreigner),
            NumberForm(
                .nie, ["K#######@", "L#######@", "M#######@"], looks: "", example: "M1234567L", labels: ["NIF"],
                judge: SpanishNumbers.unnumbered),
        ])
}
