import Core
import Testing

@Suite struct `The text of a certificate` {
    private func names(_ text: String, number: String, _ country: String = "FR") -> Bool {
        CertificateText(text).names(number: number, country: country)
    }

    @Test func `names a number however it is spaced and dotted`() {
        for spelling in [
            "552081317", "552 081 317", "552.081.317", "552-081-317", "552\u{A0}081\u{202F}317", "RCS Paris B 552 081 317",
            "FR32552081317", "FR 32 552 081 317", "552 081 317 00766", "55208131700766", "SIREN:552081317.",
        ] {
            #expect(names("Immatriculation \(spelling) au registre", number: "552081317"), "\(spelling)")
        }
        #expect(names("SIREN 552 081 317", number: "55208131766522"))
        #expect(names("Registergericht HRB 12345 B", number: "HRB12345B", "DE"))
        #expect(names("CIF: b-58378431", number: "B58378431", "ES"))
    }

    @Test func `names no number that is another, or stands in a longer one`() {
        for text in [
            "552081318", "15520813170", "5520813171", "552 081", "55 20 81 31 8", "552  081   317", "552\n081\n317", "",
            "552081317".lowercased() + "9",
        ] {
            #expect(!names("x \(text) y", number: "552081317"), "\(text)")
        }
        #expect(!names("123", number: "123"))
        #expect(!names("123", number: ""))
    }

    @Test func `names a company whatever the case, the accents and the legal form`() {
        let cases: [(text: String, name: String, isNamed: Bool)] = [
            ("Dénomination : L'ORÉAL SA", "L’Oréal S.A.", true), ("SOCIETE GENERALE", "Société Générale", true),
            ("Œuvres & Cie", "Oeuvres", true), ("Müller GmbH", "MULLER G.m.b.H.", true), ("Straße 1 AG", "Strasse 1", true),
            ("Exemple\nSAS au capital", "SAS Exemple", true), ("Exemplaire SAS", "Exemple SAS", false),
            ("Grand Exemple International", "Grand International", false), ("Ørsted", "Orsted A/S", false),
            ("une SAS", "SAS", true), ("anything", "", false),
        ]
        for (text, name, isNamed) in cases { #expect(CertificateText(text).names(company: name) == isNamed, "\(text) / \(name)") }
    }

    @Test func `states its date of issue in the languages of the registers`() throws {
        let day = try #require(Moment(rfc3339: "2026-11-21T00:00:00Z")).day
        for text in [
            "Extrait Kbis à jour au 2 novembre 2026", "Délivré le 02/11/2026", "Date of issue: 2 November 2026",
            "issued on November 2, 2026", "Fecha de expedición: 2 de noviembre de 2026", "Ausgestellt am 02.11.2026",
            "estratto il 2-11-2026", "Data de emissão 2026-11-02", "Uittreksel van 2 november 2026", "FAIT À PARIS LE 2 NOV 2026",
            "à jour au 31/02/2026, délivré le 2 novembre 2026",
        ] {
            #expect(CertificateText(text).issued(upTo: day)?.description == "2026-11-02", "\(text)")
        }
        for text in ["Né le 02/11/1966", "délivré le 22/12/2026", "délivré le 31/02/2026", "délivré le", "2 novembre 2026"] {
            #expect(CertificateText(text).issued(upTo: day) == nil, "\(text)")
        }
        #expect(CertificateText("Délivré le 1er mai 2026").issued(upTo: day)?.description == "2026-05-01")
    }

    @Test func `that is none is said to be none, and its age is counted from when it came`() {
        var report = InspectionReport(.unsigned)
        report.read(CertificateText("Adobe PDF 1"), for: InspectionSamples.asked)
        #expect(
            report.namesNumber == nil && report.namesCompany == nil
                && report.evidence == ["no text: it is a picture, and pictures are not read"])
        report = InspectionReport(.unsigned)
        report.read(
            CertificateText("Extrait Kbis de la société Exemple SAS, 552 081 317 RCS Paris, à jour au 2 novembre 2026"),
            for: InspectionSamples.asked)
        #expect(report.namesNumber == true && report.namesCompany == true && report.issuedOn == "2026-11-02")
        #expect(report.evidence.last == "issued on 2026-11-02, 18 days before it came")
    }
}
