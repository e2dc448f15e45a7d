/// Bulgaria: the EIK of a company is its VAT number; people in business have a number of ten digits.
enum BulgarianNumbers {
    static func company(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let check = CheckDigits.twice11(body.values.dropLast(), cycle: 10)
        guard body.values[8] == check else { throw .checkDigit(.eik, body.text, at: 9, expected: "\(check)") }
        return .init(text: body.text, stem: body.text)
    }

    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let text = "BG" + body.text
        if body.count == 9 { return .init(text: text, stem: try company(body).stem) }
        guard isCitizen(body) || isForeigner(body) || isOther(body) else { throw .checkSum(.vat, text) }
        return .init(text: text, stem: body.text)
    }

    /// EGN: a date of birth (20 more for a month before 1900, 40 more after 1999) and its check digit.
    private static func isCitizen(_ body: NumberBody) -> Bool {
        Birthday.isPossible(year: body.first(2).number, month: body[2..<4].number % 20, day: body[4..<6].number)
            && body[2..<4].number <= 52
            && CheckDigits.sum(body.values, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == body.values[9]
    }

    private static func isForeigner(_ body: NumberBody) -> Bool {
        CheckDigits.sum(body.values, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == body.values[9]
    }

    private static func isOther(_ body: NumberBody) -> Bool {
        (11 - CheckDigits.sum(body.values, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == body.values[9]
    }
}

/// Croatia: the OIB, ISO/IEC 7064 MOD 11,10, is everybody's number for everything.
enum CroatianNumbers {
    static func oib(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let check = CheckDigits.mod11And10(body.values.dropLast())
        guard body.values[10] == check else { throw .checkDigit(.oib, body.text, at: 11, expected: "\(check)") }
        return .init(text: body.text, stem: body.text)
    }
}

/// Cyprus and Malta: numbers of the registrars without check digit, and VAT numbers that do not follow from them.
enum IslandNumbers {
    static func cypriot(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let number = body.dropping(first: 2).trimmed
        guard !number.isZero else { throw .part(.he, body.text, "its number is zero") }
        let text = body.first(2).text + number.text
        return .init(text: text, stem: text)
    }

    /// Digits in odd places count by a table, modulo 26.
    static func cypriotVAT(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let text = "CY" + body.text
        guard !body.text.hasPrefix("12") else { throw .part(.vat, text, "no number begins with 12") }
        let sum = body.values.dropLast().enumerated().reduce(0) { sum, digit in
            sum + (digit.offset.isMultiple(of: 2) ? oddValues[digit.element] : digit.element)
        }
        let letter = String(decoding: [UInt8(0x41 + sum % 26)], as: UTF8.self)
        guard body.last(1).text == letter else { throw .checkDigit(.vat, text, at: 11, expected: letter) }
        return .init(text: text, stem: body.text, family: "VAT")
    }

    private static let oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]

    static func maltese(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let number = body.dropping(first: 1).trimmed
        guard !number.isZero else { throw .part(.mbr, body.text, "its number is zero") }
        return .init(text: "C" + number.text, stem: "C" + number.text)
    }

    static func malteseVAT(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let sum = CheckDigits.sum(body.values, [3, 4, 6, 7, 8, 9, 10, 1])
        guard body[0] != 0x30, sum.isMultiple(of: 37) else { throw .checkSum(.vat, "MT" + body.text) }
        return .init(text: "MT" + body.text, stem: body.text, family: "VAT")
    }
}

/// Greece: the AFM is also the VAT number, after EL; the general commercial register (GEMI) has its own, without check digit.
enum GreekNumbers {
    /// Powers of two from 256 down, modulo 11. Old numbers of eight digits have a zero before them now.
    static func tax(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let whole = body.padded(to: 9)
        let check = CheckDigits.sum(whole.values, [256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10
        guard whole.values[8] == check else { throw .checkDigit(.afm, whole.text, at: 9, expected: "\(check)") }
        return .init(text: whole.text, stem: whole.text)
    }

    static func register(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        .init(text: body.text, stem: body.text, family: "GEMI")
    }
}

extension NationalNumbers {
    static let bulgaria = NationalNumbers(
        "BG",
        forms: [
            .vat(
                ["#########", "##########"], looks: "BG and 9 or 10 digits", example: "BG175074752", prefix: .telling,
                judge: BulgarianNumbers.vat),
            NumberForm(
                .eik, ["#########"], looks: "9 digits", example: "175074752", labels: ["EIK", "BULSTAT"],
                judge: BulgarianNumbers.company),
        ])

    static let croatia = NationalNumbers(
        "HR",
        forms: [
            .vat(
                ["###########"], looks: "HR and the OIB", example: "HR33392005961", prefix: .telling,
                judge: NordicNumbers.taxed("HR", CroatianNumbers.oib)),
            NumberForm(
                .oib, ["###########"], looks: "11 digits", example: "33392005961", labels: ["OIB"], judge: CroatianNumbers.oib),
        ])

    static let cyprus = NationalNumbers(
        "CY",
        forms: [
            NumberForm(
                .he, (1...6).map { "HE" + String(repeating: "#", count: $0) }, looks: "HE and up to 6 digits",
                example: "HE139104",
                judge: IslandNumbers.cypriot),
            .vat(["########@"], looks: "CY, 8 digits and a letter", example: "CY10259033P", judge: IslandNumbers.cypriotVAT),
        ])

    static let malta = NationalNumbers(
        "MT",
        forms: [
            NumberForm(
                .mbr, (1...6).map { "C" + String(repeating: "#", count: $0) }, looks: "C and up to 6 digits", example: "C22796",
                judge: IslandNumbers.maltese),
            .vat(["########"], looks: "MT and 8 digits", example: "MT11679112", judge: IslandNumbers.malteseVAT),
        ])

    static let greece = NationalNumbers(
        "GR", prefixes: ["EL", "GR"],
        forms: [
            .vat(
                ["#########", "########"], looks: "EL and the AFM", example: "EL094259216", prefix: .telling,
                judge: NordicNumbers.taxed("EL", GreekNumbers.tax)),
            NumberForm(
                .afm, ["#########"], looks: "9 digits", example: "094259216", labels: ["AFM"], judge: GreekNumbers.tax),
            NumberForm(
                .gemi, ["############"], looks: "12 digits", example: "077700527000", labels: ["GEMI"],
                judge: GreekNumbers.register),
        ])
}
