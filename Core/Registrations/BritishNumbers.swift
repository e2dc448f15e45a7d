/// United Kingdom: company number of Companies House (no check digit) and VAT number; neither follows from the other.
enum BritishNumbers {
    /// Eight characters: digits, or the letters of register and country and six digits. Leading zeros may be missing.
    static func company(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        if body.isDigits {
            let whole = body.padded(to: 8)
            return .init(text: whole.text, stem: whole.text)
        }
        let letters = body.first(2)
        guard registers.contains(letters.text) else {
            throw .part(.crn, body.text, "Companies House has no numbers that begin with \(letters.text)")
        }
        let rest = body.dropping(first: 2)
        guard !NumberBody(rest.bytes.filter { (0x30...0x39).contains($0) }).isZero else {
            throw .part(.crn, body.text, "its number is zero")
        }
        let text = letters.text + rest.padded(to: 6).text
        return .init(text: text, stem: text)
    }

    /// Which register, and of which country: S for Scotland, N for Northern Ireland.
    private static let registers: Set<String> = [
        "SC", "NI", "R0", "OC", "SO", "NC", "LP", "SL", "NL", "FC", "SF", "NF", "BR", "OE", "RC", "SR", "NR", "IP", "SP", "NP",
        "RS", "NO", "IC", "SI", "ZC", "SZ", "NZ", "AC", "SA", "NA", "GE", "GS", "GN", "GE", "SE", "NE", "CE", "CS", "PC", "SG",
        "ES",
    ]

    static let companyShapes =
        ["########", "#######", "######"] + (4...6).map { "@@" + String(repeating: "#", count: $0) }
        + ["R0######", "@@#####R", "@@####RS"]

    /// Weights 8 to 2 and the two check digits are 0, 42 or 55 modulo 97; three digits more are a branch. Departments and
    /// health authorities have three digits after GD and HA.
    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let text = "GB" + body.text
        if body[0] >= 0x41 {
            let number = body.dropping(first: 2).number
            guard body.text.hasPrefix("GD") ? number < 500 : number >= 500 else {
                throw .part(.vat, text, "GD goes up to 499 and HA from 500 on")
            }
            return .init(text: text, stem: body.text, family: "VAT")
        }
        let trader = body.first(9)
        let rest = (CheckDigits.sum(trader.values, [8, 7, 6, 5, 4, 3, 2]) + trader.last(2).number) % 97
        // The two newer rests were given out from 100 0000 00 on.
        guard rest == 0 || (trader.first(3).number >= 100 && [42, 55].contains(rest)) else { throw .checkSum(.vat, text) }
        return .init(text: text, stem: trader.text, family: "VAT")
    }
}

/// Ireland: number of the Companies Registration Office (no check digit) and VAT number.
enum IrishNumbers {
    static func company(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let number = body.trimmed.text
        return .init(text: number, stem: number)
    }

    /// Seven digits, a check letter, perhaps a letter more. The older form has a letter or sign in second place: its digits,
    /// in another order, make the newer.
    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard body.dropping(first: 7).bytes.allSatisfy({ (0x41...0x57).contains($0) }) else {
            throw .part(.vat, "IE" + body.text, "the letters at its end go from A to W")
        }
        let isOld = !(0x30...0x39).contains(body[1])
        let digits = isOld ? NumberBody("0" + body[2..<7].text + body.first(1).text) : body.first(7)
        let second = body.count == 9 ? body.values[8] - 9 : 0
        let sum = CheckDigits.sum(digits.values, [8, 7, 6, 5, 4, 3, 2]) + 9 * (second == 23 ? 0 : second)
        let letter = String(decoding: [Array("WABCDEFGHIJKLMNOPQRSTUV".utf8)[sum % 23]], as: UTF8.self)
        guard body[7..<8].text == letter else { throw .checkDigit(.vat, "IE" + body.text, at: 10, expected: letter) }
        return .init(
            text: "IE" + body.text, stem: digits.text + body.dropping(first: 7).text, family: "VAT")
    }
}

extension NationalNumbers {
    static let unitedKingdom = NationalNumbers(
        "GB", prefixes: ["GB", "XI"],
        forms: [
            NumberForm(
                .crn, BritishNumbers.companyShapes, looks: "8 characters", example: "SC123456",
                labels: ["CRN", "COMPANY", "IN", "ENGLAND", "AND", "WALES", "SCOTLAND", "NORTHERN", "IRELAND"],
                judge: BritishNumbers.company),
            .vat(
                ["#########", "############", "GD###", "HA###"], looks: "GB or XI and 9 or 12 digits", example: "GB980780684",
                judge: BritishNumbers.vat),
        ])

    static let ireland = NationalNumbers(
        "IE",
        forms: [
            NumberForm(
                .cro, ["######", "#####", "####"], looks: "up to 6 digits", example: "104547", labels: ["CRO"],
                judge: IrishNumbers.company),
            .vat(
                ["#######@", "#######@@", "#@#####@", "#+#####@", "#*#####@"], looks: "IE, 7 digits and 1 or 2 letters",
                example: "IE6433435F", judge: IrishNumbers.vat),
        ])
}
