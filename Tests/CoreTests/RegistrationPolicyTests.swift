import Core
import Testing

/// VER-2: which document and which number counts in a country is data.
@Suite struct `The policy of certificates` {
    private static let kbis: Value = [
        "kind": "kbis", "name": "Extrait Kbis", "french": "extrait Kbis", "english": "Kbis extract",
    ]

    private func read(_ countries: Value, age: Value = 90) -> (policy: CertificatePolicy, problems: [Reason]) {
        var form = Form(["maximumAgeDays": age, "countries": countries], digest: { $0 })
        let policy = CertificatePolicy(from: &form)
        return (policy, form.problems)
    }

    private func country(_ code: Value, numbers: Value = ["siren"], documents: Value = [kbis]) -> Value {
        ["country": code, "numbers": numbers, "authority": "Greffe", "documents": documents]
    }

    @Test func `knows each country's documents, and for how long they count`() throws {
        let certificate: Value = [
            "kind": "certificate-of-incorporation", "name": "Certificate of incorporation",
            "french": "certificat de constitution",
            "english": "certificate of incorporation", "ageless": true,
        ]
        let nota: Value = [
            "kind": "nota-simple", "name": "Nota simple", "french": "note simple", "english": "extract", "maximumAgeDays": 30,
            "signed": true,
        ]
        let (policy, problems) = read([
            country("FR"), country("GB", numbers: ["crn"], documents: [certificate]),
            country("ES", numbers: ["nif"], documents: [nota]),
        ])
        #expect(problems.isEmpty)
        #expect(policy.countries == ["FR", "GB", "ES"] && policy.country("DE") == nil)
        #expect(policy.kind("kbis")?.maximumAgeDays == 90 && policy.kind("kbis")?.isSigned == false)
        #expect(policy.kind("certificate-of-incorporation")?.maximumAgeDays == nil)
        let extract = try #require(policy.kind("nota-simple"))
        #expect(extract.maximumAgeDays == 30 && extract.isSigned)
        #expect(extract.name(in: .french) == "note simple" && extract.name(in: .english) == "extract")
        #expect(policy.country("FR")?.numbers == [.siren] && policy.kind("visura") == nil)
    }

    @Test func `that is wrong names every field at once`() {
        let fields = { (problems: [Reason]) in problems.compactMap(\.field) }
        #expect(fields(read([], age: 0).problems) == ["maximumAgeDays"])
        let wrong: Value = ["kind": "K bis", "name": "x", "french": "x", "maximumAgeDays": 0]
        let (_, problems) = read([country("fr", numbers: ["siren", "sirene"], documents: []), country("ES", documents: [wrong])])
        for field in [
            "countries[0].country", "countries[0].numbers", "countries[0].documents", "countries[1].documents[0].kind",
            "countries[1].documents[0].english", "countries[1].documents[0].maximumAgeDays",
        ] { #expect(fields(problems).contains(field), "\(fields(problems))") }
        #expect(
            read([country("FR"), country("FR", documents: [])]).problems.contains { $0.message == "a country is there twice" })
        #expect(read([country("FR"), country("ES")]).problems.contains { $0.message == "two documents have one kind" })
        #expect(read([country("EL")]).problems.contains { $0.field == "countries[0].country" })
    }

    /// VER-2, VER-16.
    @Test func `takes a number that leads to the country's register, and says which one it wants instead of another`() throws {
        let (policy, _) = read([
            country("FR", numbers: ["siren", "siret", "rcs", "vat"]), country("DE", numbers: ["hra", "hrb"]),
        ])
        let known = try policy.number("RCS Paris B 517 403 572", country: "FR").get()
        #expect(known.key == "FR:517403572")
        let problem = { (text: String, country: String) -> NumberProblem? in
            if case .failure(let problem) = policy.number(text, country: country) { problem } else { nil }
        }
        let tax = try #require(problem("DE129304291", "DE"))
        #expect(tax.message.contains("is a VAT number") && tax.message.contains("DE") && tax.remedy.contains("HRB"))
        #expect(problem("969500BL7YE3PXKDYT35", "FR")?.message.contains("is an LEI") == true)
        #expect(problem("00743110157", "IT")?.remedy.contains("FR, DE") == true)
        #expect(problem("FR16000063601", "FR")?.message.contains("MC") == true)
        #expect(problem("517403574", "FR")?.message.contains("position 9") == true)
        #expect(problem("HRB 49263 Köln", "DE") == nil)
    }

    @Test func `without a file knows France alone`() {
        #expect(CertificatePolicy.cautious.countries == ["FR"] && CertificatePolicy.cautious.kind("kbis") != nil)
    }
}
