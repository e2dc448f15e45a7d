/// Finds the number of a country in what a person wrote.
struct NumberReader {
    private let code: String
    private let country: NationalNumbers?

    init(country: String) throws(NumberProblem) {
        guard let code = NumberBook.code(of: country) else {
            throw NumberProblem(
                "the country is not a code of two letters", remedy: "give the code of ISO 3166-1: FR, DE, GB")
        }
        self.code = code
        self.country = NumberBook.countries[code]
    }

    func number(in text: String) throws(NumberProblem) -> RegistrationNumber {
        let spelling = try NumberSpelling(text)
        if let number = LegalEntityIdentifier.number(in: spelling, country: code) { return number }
        guard let country else { throw unknown(spelling) }
        if let number = try european(spelling, country) { return number }
        if let number = try country.sentence(spelling) { return number }
        let candidates = candidates(in: spelling, country)
        var first: NumberProblem?
        for candidate in candidates where candidate.body.count > 0 {
            do throws(NumberProblem) {
                return try judged(candidate, country)
            } catch {
                if first == nil { first = error }
            }
        }
        if let foreign = foreign(spelling) { throw foreign }
        throw first ?? shapeless(spelling, country)
    }

    // MARK: Candidates

    private struct Candidate {
        let form: NumberForm
        let body: NumberBody
    }

    /// The forms whose shape fits, those that a word named before the others.
    private func candidates(in spelling: NumberSpelling, _ country: NationalNumbers) -> [Candidate] {
        let (named, bare) = unlabelled(spelling, country)
        let prefix = country.prefixes.first { bare.text.hasPrefix($0) && bare.count > $0.utf8.count }
        let inner = prefix.map { bare.dropping(first: $0.utf8.count) }
        var found: [Candidate] = []
        for form in country.forms {
            let isNamed = !named.isDisjoint(with: form.labels)
            if !named.isEmpty, !isNamed { continue }
            var bodies: [NumberBody] = []
            if let inner { bodies.append(inner) }
            if form.prefix == .tolerated || isNamed { bodies.append(bare) }
            for body in bodies where form.shapes.contains(where: { body.fits($0) }) {
                found.append(Candidate(form: form, body: body))
            }
        }
        return found
    }

    /// What remains after the words that name a kind, and which they were.
    private func unlabelled(_ spelling: NumberSpelling, _ country: NationalNumbers) -> (Set<String>, NumberBody) {
        var words = spelling.words[...]
        var named: Set<String> = []
        while words.count > 1, let word = words.first {
            if country.labels.contains(word) {
                named.insert(word)
            } else if !NumberReader.fillers.contains(word), !(word == "NO" && !named.isEmpty) {
                break
            }
            words = words.dropFirst()
        }
        return (named, NumberBody(words.joined()))
    }

    private static let classes: [UInt8: String] = [UInt8(ascii: "#"): "a digit", UInt8(ascii: "@"): "a letter"]

    private static let fillers: Set<String> = [
        "NR", "NUM", "NUMERO", "NUMBER", "NUMMER", "NUMERI", "NUMER", "NUMBRI", "ID", "IDNR", "REG", "REGNR",
        "INTRACOMMUNAUTAIRE",
        "REGISTRATION", "REGISTERED",
    ]

    private func judged(_ candidate: Candidate, _ country: NationalNumbers) throws(NumberProblem) -> RegistrationNumber {
        if candidate.body.isZero {
            throw .part(candidate.form.kind, candidate.body.text, "it is nothing but zeros")
        }
        let finding = try candidate.form.judge(candidate.body)
        return RegistrationNumber(finding, kind: candidate.form.kind, country: finding.country ?? country.code)
    }

    /// A unique identifier of the business registers of the EU (Regulation (EU) 2021/1042): country, register, a dot, and the
    /// number there. It is another spelling of the number.
    private func european(_ spelling: NumberSpelling, _ country: NationalNumbers) throws(NumberProblem) -> RegistrationNumber? {
        guard let unique = UniqueIdentifier(spelling.dotted), country.prefixes.contains(unique.country) else { return nil }
        if country.code == "DE" { return try GermanRegister.number(unique) }
        guard !unique.number.isEmpty else { return nil }
        let inner = try NumberSpelling(unique.number)
        if let number = try country.sentence(inner) { return number }
        return candidates(in: inner, country).lazy.compactMap { right($0, country) }.first
    }

    private func right(_ candidate: Candidate, _ country: NationalNumbers) -> RegistrationNumber? {
        do throws(NumberProblem) { return try judged(candidate, country) } catch { return nil }
    }

    // MARK: Problems

    private func unknown(_ spelling: NumberSpelling) -> NumberProblem {
        NumberProblem("the numbers of \(code) are not known here", remedy: "give the company's LEI, or ask support")
    }

    /// A number of another country says so by its first letters.
    private func foreign(_ spelling: NumberSpelling) -> NumberProblem? {
        let text = spelling.words.joined()
        guard let other = NumberBook.code(of: String(text.prefix(2))), other != code, let book = NumberBook.countries[other]
        else { return nil }
        let isRight = candidates(in: spelling, book).contains { right($0, book) != nil }
        return isRight
            ? NumberProblem(
                "this is a number of \(other), and the country given is \(code)",
                remedy: "give the country of the register, and its number there") : nil
    }

    private func shapeless(_ spelling: NumberSpelling, _ country: NationalNumbers) -> NumberProblem {
        let (named, bare) = unlabelled(spelling, country)
        let prefix = country.prefixes.first { bare.text.hasPrefix($0) && bare.count > $0.utf8.count + 1 }
        let body = prefix.map { bare.dropping(first: $0.utf8.count) } ?? bare
        let forms = named.isEmpty ? country.forms : country.forms.filter { !named.isDisjoint(with: $0.labels) }
        let remedy = "give one of: \(country.looks.map(\.description).joined(separator: ", "))"
        if let slip = slip(in: body, forms) { return NumberProblem(slip, remedy: remedy) }
        if LegalEntityIdentifier.isShaped(body) { return .checkSum(.lei, body.text) }
        let shown = String(body.text.prefix(40))
        return NumberProblem(
            "“\(shown)” has \(body.count) characters: no number of \(country.code) looks like it", remedy: remedy)
    }

    /// A letter where a digit belongs, or the other way round, in what is else of the right form.
    private func slip(in body: NumberBody, _ forms: [NumberForm]) -> String? {
        for form in forms {
            for shape in form.shapes where shape.count == body.count {
                let places = body.misfits(shape)
                guard let place = places.first, places.count == 1, let wanted = NumberReader.classes[shape[place]]
                else { continue }
                return
                    "“\(String(decoding: [body[place]], as: UTF8.self))” at position \(place + 1) of “\(body.text)” stands where "
                    + "\(form.kind.name) has \(wanted)"
            }
        }
        return nil
    }
}

extension RegistrationNumber {
    init(_ finding: NumberForm.Finding, kind: NumberKind, country: String) {
        let family = finding.family.map { "\($0):" } ?? ""
        self.init(
            country: country, kind: kind, text: finding.text, key: "\(country):\(family)\(finding.stem)", stem: finding.stem)
    }
}
