/// Which documents prove a registration, and by which number a company is registered, country by country (VER-2).
package struct CertificatePolicy: Policy {
    package static let name = "certificates"

    package var entries: [NationalCertificates]

    package init(entries: [NationalCertificates]) {
        self.entries = entries
    }

    package init(from form: inout Form) {
        let age = form.integer("maximumAgeDays", "how old an extract may be where its kind says nothing", in: 1...3650)
        entries = form.list("countries", "countries whose companies can be registered", limit: 250) {
            NationalCertificates(from: &$0, maximumAgeDays: age)
        }
        if Set(countries).count != countries.count {
            form.refuse("countries", "a country is there twice", remedy: "keep one of its entries")
        }
        let kinds = entries.flatMap(\.documents).map(\.kind)
        if Set(kinds).count != kinds.count {
            form.refuse("countries", "two documents have one kind", remedy: "give each its own: kbis, visura-camerale")
        }
    }

    package static let cautious = CertificatePolicy(entries: [
        NationalCertificates(
            code: "FR", numbers: [.siren, .siret, .rcs, .vat], authority: "Greffe du tribunal de commerce", site: nil,
            documents: [
                CertificateKind(
                    kind: "kbis", name: "Extrait Kbis", french: "extrait Kbis", english: "Kbis extract", maximumAgeDays: 90,
                    isSigned: false)
            ])
    ])

    /// ISO 3166-1 alpha-2, in the order of the file.
    package var countries: [String] { entries.map(\.code) }

    /// What counts in a country; nil where its companies cannot be registered.
    package func country(_ code: String) -> NationalCertificates? { entries.first { $0.code == code } }

    /// What `document.kind` of verification.document.submitted names.
    package func kind(_ kind: String) -> CertificateKind? {
        entries.lazy.flatMap(\.documents).first { $0.kind == kind }
    }

    /// The number by which a company is registered in a country: read, checked, and of a kind that counts there.
    package func number(_ text: String, country code: String) -> Result<RegistrationNumber, NumberProblem> {
        RegistrationNumber.read(text, country: code).flatMap { number in
            guard let country = country(number.country) else {
                return .failure(
                    NumberProblem(
                        "companies of \(number.country) cannot be registered yet",
                        remedy: "countries that can: \(countries.joined(separator: ", ")); for others write to us"))
            }
            if number.country != NumberBook.code(of: code) {
                return .failure(
                    NumberProblem(
                        "“\(number.text)” is a number of \(number.country)", remedy: "give the country \(number.country)"))
            }
            guard country.numbers.contains(number.kind) else {
                return .failure(
                    NumberProblem(
                        "“\(number.text)” is \(number.kind.name), which does not lead to the register of \(country.code)",
                        remedy: "give \(country.wanted)"))
            }
            return .success(number)
        }
    }
}

/// What proves a registration in one country.
package struct NationalCertificates: Hashable, Sendable {
    package let code: String
    /// Kinds of numbers that a company may be registered with; all of them lead to one key.
    package let numbers: [NumberKind]
    /// Who issues the documents, in the country's language.
    package let authority: String
    /// Where they are had.
    package let site: String?
    /// The usual one first.
    package let documents: [CertificateKind]

    package init(code: String, numbers: [NumberKind], authority: String, site: String?, documents: [CertificateKind]) {
        self.code = code
        self.numbers = numbers
        self.authority = authority
        self.site = site
        self.documents = documents
    }

    /// The numbers that count, for a person.
    var wanted: String {
        RegistrationNumber.looks(in: code).filter { numbers.contains($0.kind) }.map(\.description).joined(separator: ", or ")
    }

    init(from form: inout Form, maximumAgeDays: Int64) {
        code = form.text("country", "its code in ISO 3166-1: FR", limit: 2)
        if NumberBook.code(of: code) != code {
            form.refuse("country", "“\(code)” is no code of ISO 3166-1", remedy: "write two capital letters: FR, GR, GB")
        }
        let names = form.texts("numbers", "kinds of numbers that a company may be registered with", limit: 20)
        numbers = names.compactMap(NumberKind.init(rawValue:))
        if numbers.count != names.count || numbers.isEmpty {
            let known = NumberKind.allCases.map(\.rawValue).joined(separator: ", ")
            form.refuse("numbers", "there is no such kind of number, or none at all", remedy: "name at least one of \(known)")
        }
        authority = form.text("authority", "who issues the documents")
        site = form.optionalText("site", "where they are had")
        documents = form.list("documents", "documents that prove a registration", limit: 20) {
            CertificateKind(from: &$0, maximumAgeDays: maximumAgeDays)
        }
        if documents.isEmpty {
            form.refuse("documents", "no document proves a registration", remedy: "name at least one, the usual one first")
        }
    }
}

/// One kind of document that proves a registration.
package struct CertificateKind: Hashable, Sendable {
    /// What events call it: `kbis`.
    package let kind: String
    /// As its country calls it.
    package let name: String
    package let french: String
    package let english: String
    /// How old one may be; nil where a document of this kind is issued once and stays true.
    package let maximumAgeDays: Int64?
    /// It usually carries an electronic signature or seal, so that one without deserves a second look.
    package let isSigned: Bool

    package init(kind: String, name: String, french: String, english: String, maximumAgeDays: Int64?, isSigned: Bool) {
        self.kind = kind
        self.name = name
        self.french = french
        self.english = english
        self.maximumAgeDays = maximumAgeDays
        self.isSigned = isSigned
    }

    init(from form: inout Form, maximumAgeDays: Int64) {
        kind = form.text("kind", "what events call it: kbis", limit: 64)
        if !kind.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) {
            form.refuse("kind", "“\(kind)” is no identifier", remedy: "write small letters, digits and hyphens: visura-camerale")
        }
        name = form.text("name", "as its country calls it")
        french = form.text("french", "its name in French")
        english = form.text("english", "its name in English")
        let days = form.optionalInteger("maximumAgeDays", "how old one may be", in: 1...3650) ?? maximumAgeDays
        let isAgeless = form.flag("ageless", "it is issued once and stays true", else: false)
        self.maximumAgeDays = isAgeless ? nil : days
        isSigned = form.flag("signed", "it usually carries an electronic signature", else: false)
    }

    package func name(in locale: Locale) -> String { locale == .french ? french : english }
}
