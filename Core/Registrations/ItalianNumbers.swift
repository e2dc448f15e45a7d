/// Italy: the partita IVA of a company is its codice fiscale; people have one of 16 characters.
enum ItalianNumbers {
    /// Luhn's rule; seven digits of the taxpayer, three of the office.
    static func partitaIVA(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let office = body[7..<10].number
        guard !body.first(7).isZero else { throw .part(.partitaIVA, body.text, "its first seven digits are zeros") }
        guard (1...100).contains(office) || [120, 121, 888, 999].contains(office) else {
            throw .part(.partitaIVA, body.text, "there is no tax office \(body[7..<10].text) (its digits 8 to 10)")
        }
        guard CheckDigits.luhn(body.values) == 0 else {
            throw .checkDigit(
                .partitaIVA, body.text, at: 11, expected: "\(CheckDigits.luhnDigit(body.values.dropLast()))")
        }
        return .init(text: body.text, stem: body.text)
    }

    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let finding = try partitaIVA(body)
        return .init(text: "IT" + finding.text, stem: finding.stem)
    }

    /// Of a person: name, date and place of birth, check letter (DM 23 December 1976). Letters may stand for digits where two
    /// people would have the same.
    static func codiceFiscale(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let plain = body.bytes.enumerated().map { place, byte in
            digitPlaces.contains(place) ? omocodia.firstIndex(of: byte).map { UInt8($0) + 0x30 } ?? byte : byte
        }
        let digits = NumberBody(plain)
        guard let month = months.firstIndex(of: digits[8]), digits[9..<11].isDigits, digits[6..<8].isDigits,
            digits[12..<15].isDigits,
            Birthday.isPossible(year: digits[6..<8].number, month: month + 1, day: digits[9..<11].number % 40)
        else { throw .part(.codiceFiscale, body.text, "it has no date of birth where it should") }
        let sum = body.values.dropLast().enumerated().reduce(0) { sum, value in
            let rank = value.element > 9 ? value.element - 10 : value.element
            return sum + (value.offset.isMultiple(of: 2) ? oddValues[rank] : rank)
        }
        let letter = String(decoding: [UInt8(0x41 + sum % 26)], as: UTF8.self)
        guard body.last(1).text == letter else { throw .checkDigit(.codiceFiscale, body.text, at: 16, expected: letter) }
        return .init(text: body.text, stem: body.text)
    }

    private static let digitPlaces: Set<Int> = [6, 7, 9, 10, 12, 13, 14]
    private static let omocodia = Array("LMNPQRSTUV".utf8)
    private static let months = Array("ABCDEHLMPRST".utf8)
    /// What the characters at odd places count, digits and letters alike from 0 and A on.
    private static let oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
}

/// Dates of birth that numbers of people begin with.
enum Birthday {
    /// A year of two digits may be of any century: the 29th of February is possible where a century has it.
    static func isPossible(year: Int, month: Int, day: Int) -> Bool {
        guard (1...12).contains(month), day >= 1 else { return false }
        let lengths = [31, year.isMultiple(of: 4) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day <= lengths[month - 1]
    }
}

/// Portugal: the NIPC of an entity, the NIF of a person; with PT before it, the VAT number (Decreto-Lei 14/2013).
enum PortugueseNumbers {
    static func entity(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding { try checked(body, .nipc) }

    static func person(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding { try checked(body, .nifPerson) }

    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let finding = try checked(body, .vat)
        return .init(text: "PT" + finding.text, stem: finding.stem)
    }

    private static func checked(_ body: NumberBody, _ kind: NumberKind) throws(NumberProblem) -> NumberForm.Finding {
        guard body[0] != 0x30 else { throw .part(kind, body.text, "its first digit is 0") }
        let check = (11 - CheckDigits.sum(body.values, [9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10
        guard body.values[8] == check else { throw .checkDigit(kind, body.text, at: 9, expected: "\(check)") }
        return .init(text: body.text, stem: body.text)
    }

    static func shapes(_ first: String) -> [String] { first.map { "\($0)########" } }
}

extension NationalNumbers {
    static let italy = NationalNumbers(
        "IT",
        forms: [
            .vat(
                ["###########"], looks: "IT and the partita IVA", example: "IT00743110157", prefix: .telling,
                judge: ItalianNumbers.vat),
            NumberForm(
                .partitaIVA, ["###########"], looks: "11 digits", example: "00743110157",
                labels: ["PIVA", "PARTITA", "IVA", "P", "CF", "CODICE", "FISCALE"], judge: ItalianNumbers.partitaIVA),
            NumberForm(
                .codiceFiscale, ["@@@@@@**@**@***@"], looks: "16 characters", example: "RCCMNL83S18D969H",
                labels: ["CF", "CODICE", "FISCALE"], judge: ItalianNumbers.codiceFiscale),
        ])

    static let portugal = NationalNumbers(
        "PT",
        forms: [
            .vat(
                ["#########"], looks: "PT and the NIPC", example: "PT501964843", prefix: .telling, judge: PortugueseNumbers.vat),
            NumberForm(
                .nipc, PortugueseNumbers.shapes("56789"), looks: "9 digits, the first from 5 on", example: "501964843",
                labels: ["NIPC", "NIF", "MATRICULA"], judge: PortugueseNumbers.entity),
            NumberForm(
                .nifPerson, PortugueseNumbers.shapes("1234"), looks: "9 digits, the first up to 4", example: "123456789",
                labels: ["NIF", "CONTRIBUINTE"], judge: PortugueseNumbers.person),
        ])
}
