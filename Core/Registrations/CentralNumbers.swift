/// Austria: number of the Firmenbuch with its check letter, and the UID of the tax office.
enum AustrianNumbers {
    /// Up to six digits; weights 6, 4, 14, 15, 10, 1 modulo 17 choose the letter.
    static func company(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let digits = body.dropping(last: 1)
        guard !digits.isZero else { throw .part(.fn, body.text, "its number is zero") }
        let place = CheckDigits.sum(digits.padded(to: 6).values, [6, 4, 14, 15, 10, 1]) % 17
        let letter = String(decoding: [Array("ABDFGHIKMPSTVWXYZ".utf8)[place]], as: UTF8.self)
        guard body.last(1).text == letter else { throw .checkDigit(.fn, body.text, at: body.count, expected: letter) }
        let text = digits.trimmed.text + letter
        return .init(text: text, stem: text)
    }

    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let digits = body.dropping(first: 1).values
        let check = (16 - CheckDigits.luhn(digits.dropLast())) % 10
        guard digits[7] == check else { throw .checkDigit(.vat, "AT" + body.text, at: 11, expected: "\(check)") }
        return .init(text: "AT" + body.text, stem: body.text, family: "VAT")
    }
}

/// Czechia and Slovakia: the IČO has one rule in both. A Czech VAT number is the IČO of a company or the birth number of a person;
/// a Slovak one is a number of its own.
enum CzechoslovakNumbers {
    static func ico(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let rest = (11 - CheckDigits.sum(body.values, [8, 7, 6, 5, 4, 3, 2]) % 11) % 11
        let check = (rest == 0 ? 1 : rest) % 10
        guard body.values[7] == check else { throw .checkDigit(.ico, body.text, at: 8, expected: "\(check)") }
        return .init(text: body.text, stem: body.text)
    }

    static func czechVAT(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let text = "CZ" + body.text
        if body.count == 8 {
            guard body[0] != 0x39 else { throw .part(.vat, text, "with 8 digits it does not begin with 9") }
            return .init(text: text, stem: try ico(body).stem)
        }
        if body.count == 9, body[0] == 0x36 {
            let sum = CheckDigits.sum(body[1..<8].values, [8, 7, 6, 5, 4, 3, 2]) % 11
            let check = 8 - (10 - sum + 11) % 11
            guard body.values[8] == (check + 10) % 10 else { throw .checkSum(.vat, text) }
        } else {
            try checkBirth(body, text)
        }
        return .init(text: text, stem: body.text, family: "VAT")
    }

    /// Year, month (50 more for women, 20 more where a day ran out of numbers), day; from 1954 on a tenth digit, the rest of
    /// the others modulo 11, and 0 for a rest of 10.
    private static func checkBirth(_ body: NumberBody, _ text: String) throws(NumberProblem) {
        let year = body.first(2).number
        let isDated = Birthday.isPossible(year: year, month: body[2..<4].number % 50 % 20, day: body[4..<6].number)
        guard isDated, body.count == 10 || year < 54 || year >= 80 else {
            throw .part(.vat, text, "it does not begin with a date of birth")
        }
        guard body.count == 10 else { return }
        guard body.values[9] == body.first(9).number % 11 % 10 else { throw .checkSum(.vat, text) }
    }

    static func slovakVAT(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let text = "SK" + body.text
        let isNumbered = body[0] != 0x30 && Array("234789".utf8).contains(body[2])
        // Some people in business have their birth number.
        let isDated = Birthday.isPossible(
            year: body.first(2).number, month: body[2..<4].number % 50 % 20, day: body[4..<6].number)
        guard isNumbered || isDated else {
            throw .part(.vat, text, "its first digit is not 0, and its third is 2, 3, 4, 7, 8 or 9")
        }
        guard body.number.isMultiple(of: 11) else { throw .checkSum(.vat, text) }
        return .init(text: text, stem: body.text, family: "VAT")
    }
}

/// Hungary: the first eight digits of the tax number are the company's and its VAT number; the number of the company register
/// changes with the court.
enum HungarianNumbers {
    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let finding = try root(body, as: .vat)
        return .init(text: "HU" + finding.text, stem: finding.stem)
    }

    /// Alone, or with a digit for the kind of taxation and two for the office.
    static func tax(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let finding = try root(body.first(8), as: .adoszam)
        guard body.count == 8 || (1...5).contains(body.values[8]) else {
            throw .part(.adoszam, body.text, "its ninth digit is 1 to 5")
        }
        return .init(text: body.text, stem: finding.stem)
    }

    private static func root(_ body: NumberBody, as kind: NumberKind) throws(NumberProblem) -> NumberForm.Finding {
        let check = (10 - CheckDigits.sum(body.values, [9, 7, 3, 1, 9, 7, 3]) % 10) % 10
        guard body.values[7] == check else { throw .checkDigit(kind, body.text, at: 8, expected: "\(check)") }
        return .init(text: body.text, stem: body.text)
    }

    /// Court, legal form, number; no check digit.
    static func register(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        guard (1...20).contains(body.first(2).number), (1...23).contains(body[2..<4].number) else {
            throw .part(.cegjegyzekszam, body.text, "courts are 01 to 20, legal forms 01 to 23")
        }
        return .init(text: body.text, stem: body.text, family: "REG")
    }
}

extension NationalNumbers {
    static let austria = NationalNumbers(
        "AT",
        forms: [
            NumberForm(
                .fn, (1...6).map { String(repeating: "#", count: $0) + "@" }, looks: "up to 6 digits and a letter",
                example: "122119M", labels: ["FN", "FIRMENBUCHNUMMER", "FIRMENBUCH"], judge: AustrianNumbers.company),
            .vat(["U########"], looks: "ATU and 8 digits", example: "ATU13585627", judge: AustrianNumbers.vat),
        ])

    static let czechia = NationalNumbers(
        "CZ",
        forms: [
            .vat(
                ["########", "#########", "##########"], looks: "CZ and 8 to 10 digits", example: "CZ25123891", prefix: .telling,
                judge: CzechoslovakNumbers.czechVAT),
            NumberForm(
                .ico, ["########"], looks: "8 digits", example: "25123891", labels: ["ICO", "IC"], judge: CzechoslovakNumbers.ico),
        ])

    static let slovakia = NationalNumbers(
        "SK",
        forms: [
            NumberForm(
                .ico, ["########"], looks: "8 digits", example: "31322832", labels: ["ICO"], judge: CzechoslovakNumbers.ico),
            .vat(["##########"], looks: "SK and 10 digits", example: "SK2022749619", judge: CzechoslovakNumbers.slovakVAT),
        ])

    static let hungary = NationalNumbers(
        "HU",
        forms: [
            .vat(
                ["########"], looks: "HU and 8 digits", example: "HU12892312", prefix: .telling, judge: HungarianNumbers.vat),
            NumberForm(
                .adoszam, ["########", "###########"], looks: "8 or 11 digits", example: "12892312241", labels: ["ADOSZAM"],
                judge: HungarianNumbers.tax),
            NumberForm(
                .cegjegyzekszam, ["##########"], looks: "10 digits", example: "0109562739", labels: ["CEGJEGYZEKSZAM", "CG"],
                judge: HungarianNumbers.register),
        ])
}
