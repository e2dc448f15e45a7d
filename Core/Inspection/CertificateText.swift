/// The text of a certificate, and what it says of a company.
package struct CertificateText: Sendable {
    private let text: [Unicode.Scalar]
    private let words: [String]

    /// A certificate has a few pages; more is not looked at.
    private static let most = 100_000

    package init(_ text: String) {
        self.text = Array(text.unicodeScalars.prefix(Self.most))
        words = PlainWords.of(String(String.UnicodeScalarView(self.text)))
    }

    /// A scan has no text, or a few words of its software.
    package var isSearchable: Bool { words.count >= 5 }

    /// The number, however it is spaced and dotted: `552 081 317`, `552.081.317`, `FR 32 552081317`.
    package func names(number: String, country: String) -> Bool {
        Self.spellings(of: number, country).contains { spelling in
            spelling.count >= 4 && text.indices.contains { isNumber(spelling, at: $0) }
        }
    }

    /// The name, whatever its case, accents and legal form.
    package func names(company: String) -> Bool {
        let whole = PlainWords.of(company)
        let bare = PlainWords.withoutForms(whole)
        // A name that is nothing but a legal form is looked for as it is.
        let (wanted, found) = bare.isEmpty ? (whole, words) : (bare, PlainWords.withoutForms(words))
        if wanted.isEmpty { return false }
        return found.indices.contains { found[$0] == wanted[0] && found[$0...].starts(with: wanted) }
    }

    /// The date of issue that it states, `2026-11-02`; nil where it states none up to that day.
    package func issued(upTo day: Day) -> CalendarDate? { IssueDate.find(in: words, upTo: day) }

    // MARK: Numbers

    /// What stands in the register may be a part of what was given: the SIREN of a SIRET or of a VAT number.
    private static func spellings(of number: String, _ country: String) -> [[Unicode.Scalar]] {
        var texts = [number]
        if case .success(let read) = RegistrationNumber.read(number, country: country) { texts += [read.text, read.stem] }
        let plain = texts.map { text in text.uppercased().unicodeScalars.filter { isLetter($0) || isDigit($0) } }
        return Array(Set(plain.map(Array.init)))
    }

    private func isNumber(_ wanted: [Unicode.Scalar], at start: Int) -> Bool {
        var place = start
        for (index, scalar) in wanted.enumerated() {
            if index > 0 {
                let end = min(place + 2, text.count)
                while place < end, Self.separators.contains(text[place]) { place += 1 }
            }
            guard place < text.count, Self.upper(text[place]) == scalar else { return false }
            place += 1
        }
        return mayBegin(at: start, wanted) && mayEnd(before: place, wanted)
    }

    /// Not within a longer number, but the key of a VAT number may stand before it.
    private func mayBegin(at start: Int, _ wanted: [Unicode.Scalar]) -> Bool {
        guard start > 0, Self.isDigit(wanted[0]), Self.isDigit(text[start - 1]) else { return true }
        guard start >= 4 else { return false }
        return Self.isDigit(text[start - 2]) && Self.isLetter(Self.upper(text[start - 3]))
            && Self.isLetter(Self.upper(text[start - 4]))
    }

    /// Not within a longer number, but a SIREN may be the beginning of a SIRET.
    private func mayEnd(before end: Int, _ wanted: [Unicode.Scalar]) -> Bool {
        guard let last = wanted.last, Self.isDigit(last) else { return true }
        let more = text[end...].prefix(while: Self.isDigit).count
        return more == 0 || (more == 5 && wanted.count == 9)
    }

    private static let separators: Set<Unicode.Scalar> = [" ", ".", "-", "/", "\u{A0}", "\u{2009}", "\u{202F}", "\t"]

    private static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("a"..."z").contains(scalar) ? Unicode.Scalar(scalar.value - 32) ?? scalar : scalar
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { ("A"..."Z").contains(scalar) }
}
