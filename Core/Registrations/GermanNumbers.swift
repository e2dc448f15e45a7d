/// Germany: an entry in a register is known by its court, the division and a number, without check digit. The VAT number is
/// another, and so is the tax number of the Länder, which is nobody's identity.
enum GermanRegister {
    /// Divisions as they are written, with what counts as each.
    private static let divisions: [String: NumberKind] = [
        "HRA": .hra, "HRB": .hrb, "GNR": .gnr, "PR": .pr, "VR": .vr, "GSR": .gsr,
    ]

    /// Letters behind a number that a court keeps from the registers it took over: `HRB 123 KI`. They tell entries apart, but
    /// at Charlottenburg every number has its B, and people leave it out.
    private static let meaningless = ["F1103": "B"]

    /// `HRB 123456 B, Amtsgericht Charlottenburg`, the court before or behind.
    static func number(_ spelling: NumberSpelling) throws(NumberProblem) -> RegistrationNumber? {
        let words = spelling.words.filter { $0 != "NR" && $0 != "NUMMER" }
        guard let place = words.firstIndex(where: { divisions[$0] != nil }), let kind = divisions[words[place]] else {
            return nil
        }
        guard words.indices.contains(place + 1), NumberBody(words[place + 1]).isDigits else {
            throw NumberProblem("there is no number behind “\(words[place])”", remedy: remedy)
        }
        let rest = words[(place + 2)...]
        let hasSuffix = rest.first.map { (1...3).contains($0.utf8.count) && !isCourtWord($0) } ?? false
        let court = Array(words[..<place]) + (hasSuffix ? rest.dropFirst() : rest)
        return try number(kind, words[place + 1], suffix: hasSuffix ? rest.first : nil, court: court)
    }

    /// `DEF1103R.HRB123456B`.
    static func number(_ unique: UniqueIdentifier) throws(NumberProblem) -> RegistrationNumber? {
        guard let court = GermanCourt.coded(unique.register) else {
            throw NumberProblem("there is no register court with the code “\(unique.register)”", remedy: remedy)
        }
        let words = try NumberSpelling(unique.number).words
        guard let division = words.first, let kind = divisions[division], (2...3).contains(words.count),
            NumberBody(words[1]).isDigits
        else { throw NumberProblem("“\(unique.number)” is no number of a German register", remedy: remedy) }
        return try number(kind, words[1], suffix: words.count == 3 ? words[2] : nil, at: court)
    }

    private static func isCourtWord(_ word: String) -> Bool {
        ["AG", "AM", "HOF", "ULM", "BEI", "BAD", "DES", "ST", "IN"].contains(word)
    }

    private static func number(
        _ kind: NumberKind, _ digits: String, suffix: String?, court words: [String]
    ) throws(NumberProblem) -> RegistrationNumber {
        guard let court = GermanCourt.named(words) else {
            let division = kind.rawValue.uppercased()
            if words.contains("FRANKFURT") {
                throw NumberProblem("there are two courts at Frankfurt", remedy: "write Frankfurt am Main or Frankfurt (Oder)")
            }
            throw words.isEmpty
                ? NumberProblem("“\(division) \(digits)” names no court, and every court counts for itself", remedy: remedy)
                : NumberProblem("“\(words.joined(separator: " ").prefix(60))” is no register court", remedy: remedy)
        }
        return try number(kind, digits, suffix: suffix, at: court)
    }

    private static func number(
        _ kind: NumberKind, _ digits: String, suffix: String?, at court: GermanCourt
    ) throws(NumberProblem) -> RegistrationNumber {
        let number = NumberBody(digits).trimmed
        guard number.count <= 6, !number.isZero else {
            throw NumberProblem("“\(digits)” is no number of a German register: it has 1 to 6 digits", remedy: remedy)
        }
        let division = kind == .gnr ? "GnR" : kind == .gsr ? "GsR" : kind.rawValue.uppercased()
        let text = [court.name, division, number.text, suffix].compactMap(\.self).joined(separator: " ")
        let entry = division.uppercased() + number.text
        let telling = suffix == meaningless[court.code] ? "" : suffix ?? ""
        return RegistrationNumber(
            country: "DE", kind: kind, text: text, key: "DE:\(court.code):\(entry)\(telling)", stem: entry)
    }

    private static let remedy = "give division, number and court: HRB 123456 B, Amtsgericht Charlottenburg"

    /// ISO/IEC 7064, MOD 11,10.
    static func vat(_ body: NumberBody) throws(NumberProblem) -> NumberForm.Finding {
        let text = "DE" + body.text
        guard body[0] != 0x30 else { throw .part(.vat, text, "its first digit is 0") }
        let check = CheckDigits.mod11And10(body.values.dropLast())
        guard body.values[8] == check else { throw .checkDigit(.vat, text, at: 11, expected: "\(check)") }
        return .init(text: text, stem: body.text, family: "VAT")
    }
}

extension NationalNumbers {
    static let germany = NationalNumbers(
        "DE",
        forms: [.vat(["#########"], looks: "DE and 9 digits", example: "DE129304291", judge: GermanRegister.vat)],
        sentenceLooks: [
            NumberLook(kind: .hra, looks: "its court and number", example: "Köln HRA 49263"),
            NumberLook(kind: .hrb, looks: "its court and number", example: "Köln HRB 49263"),
            NumberLook(kind: .gnr, looks: "its court and number", example: "Köln GnR 815"),
            NumberLook(kind: .pr, looks: "its court and number", example: "Köln PR 815"),
            NumberLook(kind: .vr, looks: "its court and number", example: "Köln VR 815"),
            NumberLook(kind: .gsr, looks: "its court and number", example: "Köln GsR 815"),
        ],
        sentence: GermanRegister.number)
}
