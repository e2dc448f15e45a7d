import Core
import Testing

/// VER-2: what must hold of every country's numbers, whatever the vectors have.
@Suite struct `Registration numbers of every country` {
    private struct Known {
        let country: String
        let kind: NumberKind
        let text: String

        /// Its separators mean something.
        var isSentence: Bool { text.contains(" ") || text.contains("/") }
    }

    /// A right number of each kind.
    private let known: [Known] = RegistrationNumber.countries.flatMap { country in
        RegistrationNumber.looks(in: country).map { Known(country: country, kind: $0.kind, text: $0.example) }
    }

    private func read(_ text: String, _ known: Known) -> RegistrationNumber? { RegistrationSamples.read(text, known.country) }

    @Test func `have examples that are right, and every one of the EU has its VAT number`() {
        for known in known {
            #expect(read(known.text, known)?.kind == known.kind, "\(known)")
        }
        let union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(separator: " ").map(
            String.init)
        for country in union + ["GB", "CH", "NO", "MC"] {
            #expect(known.contains { $0.country == country && $0.kind == .vat }, "\(country)")
        }
    }

    @Test func `are the same with whatever stands between and around them`() {
        let separators = [" ", ".", "-", "/", "\u{A0}", "\u{202F}", "\u{2011}", "\u{200B}", "–", " . ", "\t"]
        for known in known {
            guard !known.isSentence, let plain = read(known.text, known) else { continue }
            for separator in separators {
                let spaced = known.text.map(String.init).joined(separator: separator)
                // A dot and letters before it are a European identifier, which says the same.
                #expect(read(spaced, known) == plain, "\(known) \(spaced)")
            }
            let wide = String(
                String.UnicodeScalarView(known.text.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
            for text in [
                wide, known.text.lowercased(), "  \(known.text)\n", "\u{202A}\(known.text)\u{202C}", "(\(known.text))",
                "\(known.text).",
            ] {
                #expect(read(text, known) == plain, "\(known) \(text)")
            }
        }
    }

    @Test func `are read again from their normal form as what they were`() throws {
        for known in known {
            let number = try #require(read(known.text, known))
            #expect(RegistrationSamples.read(number.text, number.country) == number, "\(known)")
        }
        for text in ["RCS Paris B 517 403 572", "HRB 123456 B, Amtsgericht Charlottenburg", "GnR 12 Frankfurt (Oder)"] {
            let country = text.hasPrefix("RCS") ? "FR" : "DE"
            let number = try #require(RegistrationSamples.read(text, country))
            #expect(RegistrationSamples.read(number.text, country) == number)
        }
    }

    /// The rules of Luhn, of ISO 7064 and of the sums modulo 11 that leave out 10 promise that no single wrong digit passes.
    private static let certain: Set<NumberKind> = [
        .siren, .siret, .enterprise, .partitaIVA, .oib, .orgnr, .yTunnus, .cvr, .nif, .uid, .fn,
    ]
    private static let certainVAT: Set<String> = ["BE", "DE", "DK", "FI", "FR", "HR", "IT", "LU", "MT", "NO", "PL", "SK"]
    /// The registers that number without a check digit.
    private static let unchecked: Set<NumberKind> = [.kvk, .rcsl, .crn, .cro, .he, .mbr, .krs, .gemi, .cegjegyzekszam]

    @Test func `with one wrong digit are refused where the check digits promise it, and nearly always elsewhere`() {
        for known in known where !Self.unchecked.contains(known.kind) && !known.isSentence {
            let isCertain =
                Self.certain.contains(known.kind) || (known.kind == .vat && Self.certainVAT.contains(known.country))
            var (changed, passed) = (0, 0)
            for (place, character) in known.text.enumerated() where character.isNumber {
                for digit in "0123456789" where digit != character {
                    var wrong = Array(known.text)
                    wrong[place] = digit
                    changed += 1
                    if read(String(wrong), known)?.kind == known.kind {
                        passed += 1
                        #expect(!isCertain, "\(known) \(String(wrong))")
                    }
                }
            }
            #expect(passed * 4 <= changed, "\(known): \(passed) of \(changed)")
        }
    }

    @Test func `of an LEI have check digits that no wrong digit for a digit, letter for a letter, or swap of two passes`() {
        let lei = Array("969500BL7YE3PXKDYT35")
        for place in lei.indices {
            for character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            where character != lei[place] && character.isNumber == lei[place].isNumber {
                var wrong = lei
                wrong[place] = character
                #expect(RegistrationSamples.read(String(wrong), "FR") == nil, "\(String(wrong))")
            }
            if place > 0, lei[place] != lei[place - 1], lei[place].isNumber == lei[place - 1].isNumber {
                var wrong = lei
                wrong.swapAt(place, place - 1)
                #expect(RegistrationSamples.read(String(wrong), "FR") == nil, "\(String(wrong))")
            }
        }
    }

    @Test func `are as many as their check digits let through, when they are drawn by lot`() {
        var dice = RegistrationSamples.Dice(state: 7)
        var right = ["siren": 0, "uid": 0, "vat": 0]
        for _ in 0..<5000 {
            let digits = (0..<9).map { _ in "\(dice.roll(10))" }.joined()
            if RegistrationSamples.read(digits, "FR")?.kind == .siren { right["siren", default: 0] += 1 }
            if RegistrationSamples.read("CHE\(digits)", "CH")?.kind == .uid { right["uid", default: 0] += 1 }
            if RegistrationSamples.read("DE\(digits)", "DE")?.kind == .vat { right["vat", default: 0] += 1 }
        }
        for (kind, share) in [("siren", 500), ("uid", 455), ("vat", 450)] {
            #expect(abs((right[kind] ?? 0) - share) < 80, "\(kind): \(right)")
        }
    }

    @Test func `of nothing but zeros are nobody's`() {
        for country in RegistrationNumber.countries {
            for length in 1...15 {
                let zeros = String(repeating: "0", count: length)
                for text in [
                    zeros, "\(country)\(zeros)", "ATU\(zeros)", "C\(zeros)", "HE\(zeros)", "SC\(zeros)", "B\(zeros)",
                    "NL\(zeros)B00",
                ] {
                    #expect(RegistrationSamples.read(text, country) == nil, "\(country) \(text)")
                }
            }
        }
    }

    @Test func `may be anything at all: the answer is quick, and a problem that can be shown`() {
        let texts = [
            "", " ", "\u{0}", "FR\u{0}517403572", String(repeating: "5", count: 100_000), String(repeating: "é", count: 50_000),
            String(repeating: "\u{301}", count: 50_000), "5\u{301}17403572", "\u{202E}275304715", "🙂", "五一七四〇三五七二", "٥١٧٤٠٣٥٧٢",
            "517403572'; DROP TABLE companies;--", "B\u{436}", "HRB", "RCS", "HRB 1", "DEF1103R.", "DE.", ".", "FR.517403572",
            "J", "J//",
            "LEI", "HRB 99999999999999999999999 Köln", "RCS \(String(repeating: "ß", count: 45)) 517403572",
            String(repeating: "9", count: 399), String(repeating: "RCS ", count: 99),
            String(repeating: "A.", count: 199), "N° N° N°", "FRFRFRFR", "+*+*+*", "\u{1F1EB}\u{1F1F7}517403572",
        ]
        for text in texts {
            for country in RegistrationNumber.countries + [
                "XX", "", "fra", "F\u{301}R", String(repeating: "F", count: 100_000),
            ] {
                switch RegistrationNumber.read(text, country: country) {
                case .success(let number): #expect(number.text.utf8.count <= RegistrationNumber.limit)
                case .failure(let problem):
                    #expect(!problem.message.isEmpty && !problem.remedy.isEmpty)
                    #expect(problem.message.utf8.count < 1000, "\(problem.message)")
                    #expect(!problem.message.unicodeScalars.contains { $0.properties.generalCategory == .control })
                }
            }
        }
        let long = [String(repeating: "5", count: 1_000_000), String(repeating: "\u{301}", count: 500_000)]
        let time = ContinuousClock().measure {
            for text in long {
                #expect(RegistrationSamples.read(text, text) == nil && RegistrationSamples.read(text, "FR") == nil)
            }
        }
        // Far more than it takes, and far less than anything that grows with the square.
        #expect(time < .seconds(20))
    }
}
