/// Switzerland: the UID (art. 6 of the law on it, eCH-0097) is the company's one number; with MWST, TVA, IVA or TPV behind it, its
/// VAT number.
enum SwissNumbers {
    static func uid(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let digits = body.last(9)
        let text = "CHE" + digits.text
        let check = (11 - CheckDigits.sum(digits.values, [5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11
        guard digits.values[8] == check else {
            throw .checkDigit(.uid, text, at: 12, expected: check == 10 ? nil : "\(check)")
        }
        return .init(text: text, stem: text)
    }

    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let letters = body.bytes.reversed().prefix { $0 >= 0x41 }.count
        let finding = try uid(body.dropping(last: letters))
        return .init(text: finding.text + body.last(letters).text, stem: finding.stem)
    }

    static func former(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        throw NumberProblem(
            "“\(body.text)” is a number of the commercial register from before 2014", remedy: "give the UID: CHE-123.456.788")
    }

    static let vatShapes = ["MWST", "TVA", "IVA", "TPV"].flatMap { ["CHE#########\($0)", "#########\($0)"] }
}

extension NationalNumbers {
    static let switzerland = NationalNumbers(
        "CH", prefixes: [],
        forms: [
            NumberForm(
                .uid, ["CHE#########", "#########"], looks: "CHE and 9 digits", example: "CHE105616108",
                labels: ["UID", "IDE", "IDI"], judge: SwissNumbers.uid),
            .vat(
                SwissNumbers.vatShapes, looks: "the UID and MWST", example: "CHE105048256MWST", labels: ["UID", "IDE", "IDI"],
                judge: SwissNumbers.vat),
            NumberForm(.uid, ["CH###########"], looks: "", example: "", judge: SwissNumbers.former),
        ])
}
