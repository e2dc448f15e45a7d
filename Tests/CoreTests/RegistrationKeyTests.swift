import Core
import Testing

/// VER-16: one legal entity has one key, however its number is written.
@Suite struct `The key of a registration number` {
    private func keys(_ spellings: [String], _ country: String) -> Set<String?> {
        Set(spellings.map { RegistrationSamples.read($0, country)?.key })
    }

    @Test(
        arguments: [
            (
                "FR:517403572", "FR",
                [
                    "517403572", "517 403 572", "517.403.572", "517-403-572", "FR517403572", "SIREN: 517403572", "SIREN517403572",
                    "Siren n° 517 403 572", "N° SIREN : 517 403 572", "517\u{A0}403\u{202F}572", "５１７４０３５７２",
                    "\u{200E}517403572\u{FEFF}",
                    "RCS Paris B 517 403 572", "R.C.S. Paris 517 403 572", "517 403 572 RCS Paris", "517403572 R.C.S. PARIS",
                    "RCS : Aix-en-Provence B 517 403 572", "Paris B 517 403 572", "FR7501.517403572_3", "51740357200012",
                    "SIRET 517 403 572 00012", "FR44517403572",
                    "FR 44 517 403 572", "fr 44-517.403.572", "TVA FR44517403572", "N° TVA intracommunautaire : FR 44 517403572",
                    "44 517 403 572", "FR7501.517403572",
                ]
            ),
            (
                "BE:0403170701", "BE",
                [
                    "0403.170.701", "403.170.701", "BE 0403.170.701", "BE403170701", "TVA BE 0403.170.701", "BTW 0403170701",
                    "KBO 0403.170.701", "BCE n° 0403 170 701", "RPM 0403.170.701", "BEKBOBCE.0403170701", "BEKBOBCE.0403.170.701",
                ]
            ),
            (
                "ES:B6471783", "ES",
                [
                    "B64717838", "B-64717838", "b 64.717.838", "ESB64717838", "ES-B64717838", "NIF: B64717838",
                    "C.I.F. B-64717838", "B6471783H",
                ]
            ),
            (
                "DE:F1103:HRB123456", "DE",
                [
                    "HRB 123456 B, Amtsgericht Charlottenburg", "Amtsgericht Charlottenburg HRB 123456 B", "HRB123456B Berlin",
                    "HRB 123456, AG Berlin-Charlottenburg", "Berlin (Charlottenburg) HRB 123456 B",
                    "Charlottenburg (Berlin) HRB 123456",
                    "DEF1103R.HRB123456B", "DEF1103.HRB123456", "HRB Nr. 123456 B beim Amtsgericht Charlottenburg",
                    "Handelsregister: Amtsgericht Charlottenburg, HRB 123456 B",
                ]
            ),
            (
                "DE:R3306:HRB49263", "DE",
                [
                    "Köln HRB 49263", "HRB 49263 Köln", "HRB 49263, Amtsgericht Koeln", "AG Cologne HRB 49263",
                    "Ko\u{308}ln HRB 49263",
                    "KÃ¶ln HRB 49263", "DER3306.HRB49263", "Registergericht Köln, HRB 0049263",
                ]
            ),
            (
                "DE:M1201:HRB1", "DE",
                ["HRB 1 Frankfurt am Main", "HRB 1 Frankfurt/Main", "AG Frankfurt a.M., HRB 1", "Frankfurt a. M. HRB 1"]
            ),
            (
                "DE:X1517:HRB395KI", "DE", ["HRB 395 KI Kiel", "Amtsgericht Kiel, HRB 395 KI", "DEX1517R.HRB395KI"]
            ),
            (
                "IT:00743110157", "IT",
                ["00743110157", "IT00743110157", "P.IVA 00743110157", "Partita IVA: IT 007 431 101 57", "C.F. 00743110157"]
            ),
            ("PT:501964843", "PT", ["501964843", "PT 501 964 843", "NIPC 501 964 843", "NIF: 501964843"]),
            ("NL:27312152", "NL", ["27312152", "KvK 27312152", "KVK-nummer: 2731 2152", "NLNHR.27312152"]),
            (
                "NL:RSIN:004495445", "NL",
                ["RSIN 004495445", "NL004495445B01", "NL 0044.95.445.B.01", "BTW NL004495445B02", "NL4495445B01"]
            ),
            (
                "LU:B123456", "LU",
                ["B123456", "B 123.456", "RCS Luxembourg B 123456", "R.C.S. Luxembourg: B123456", "LURCSL.B123456"]
            ),
            ("GB:01234567", "GB", ["01234567", "1234567", "Company No 01234567", "GB01234567", "Company number: 0123 4567"]),
            ("GB:SC012345", "GB", ["SC012345", "SC12345", "sc 012345", "Registered in Scotland SC012345"]),
            ("GB:VAT:432525179", "GB", ["GB432525179", "XI432525179", "VAT 432 5251 79", "GB 432525179 001"]),
            (
                "CH:CHE105616108", "CH",
                [
                    "CHE-105.616.108", "CHE105616108", "105.616.108", "CHE-105.616.108 MWST", "CHE-105.616.108 TVA",
                    "UID: CHE-105.616.108",
                    "IDE CHE-105.616.108 IVA",
                ]
            ),
            ("AT:122119M", "AT", ["FN 122119m", "122119 m", "FN122119M", "Firmenbuchnummer: FN 122119 m"]),
            ("GR:094259216", "GR", ["094259216", "EL094259216", "GR 094259216", "ΑΦΜ 094259216", "AFM: 094259216"]),
            ("SE:5560436064", "SE", ["556043-6064", "SE556043606401", "Org.nr 556043-6064"]),
            ("NO:988077917", "NO", ["988 077 917", "NO988077917MVA", "NO 988 077 917 MVA", "Org.nr. 988 077 917"]),
            ("FI:20774740", "FI", ["2077474-0", "FI20774740", "Y-tunnus 2077474-0"]),
            ("CZ:25123891", "CZ", ["25123891", "CZ25123891", "IČO: 251 23 891", "IC 25123891", "DIČ CZ25123891"]),
            ("HU:12892312", "HU", ["HU12892312", "12892312-2-41", "Adószám: 12892312-2-41"]),
            ("RO:18547290", "RO", ["18547290", "RO 18547290", "CUI RO18547290", "C.U.I. 185 472 90"]),
            (
                "RO:ONRC:J2002000585017", "RO",
                [
                    "J01/585/2002", "J1/585/12.04.2002", "J 01/585/2002", "J2002000585017", "J2002/000585/01/7",
                    "ROONRC.J01/585/2002",
                ]
            ),
            ("PL:0000030211", "PL", ["0000030211", "KRS 0000030211", "KRS: 00000 30211", "PLKRS.0000030211"]),
            ("SI:5300231", "SI", ["5300231", "5300231000", "5300231136"]),
            (
                "LEI:969500BL7YE3PXKDYT35", "FR",
                ["969500BL7YE3PXKDYT35", "LEI 9695 00BL 7YE3 PXKD YT35", "lei: 969500bl7ye3pxkdyt35"]
            ),
            ("MC:000063601", "FR", ["FR16000063601", "FR 16 000 063 601"]),
            ("MC:000063601", "MC", ["FR16000063601", "16000063601"]),
            ("IE:VAT:0718149N", "IE", ["IE9Y71814N", "IE 0718149N"]),
        ])
    func `is one for all its spellings`(key: String, country: String, spellings: [String]) {
        for spelling in spellings {
            #expect(
                RegistrationSamples.read(spelling, country)?.key == key,
                "\(spelling): \(String(describing: RegistrationSamples.problem(spelling, country)))")
        }
    }

    @Test func `differs where the numbers do not follow from each other`() {
        let pairs = [
            ("DE129304291", "Köln HRB 49263", "DE"), ("HRB 49263 Köln", "HRA 49263 Köln", "DE"),
            ("HRB 49263 Köln", "HRB 49263 Bonn", "DE"),
            ("HRB 395 KI Kiel", "HRB 395 PI Kiel", "DE"), ("27312152", "NL004495445B01", "NL"), ("LU15027442", "B150274", "LU"),
            ("GB980780684", "09807806", "GB"), ("SK2022749619", "31322832", "SK"), ("0000030211", "PL8567346215", "PL"),
        ]
        for (one, other, country) in pairs {
            let keys = keys([one, other], country)
            #expect(keys.count == 2 && !keys.contains(nil), "\(one), \(other)")
        }
        // The same digits in two countries are two companies.
        #expect(RegistrationSamples.read("DK13585628", "DK")?.key == "DK:13585628")
    }

    @Test func `takes the country by any of its codes`() {
        #expect(RegistrationSamples.read("094259216", "EL")?.country == "GR")
        #expect(RegistrationSamples.read("SC123456", "uk")?.country == "GB")
        #expect(RegistrationSamples.read("NI123456", "XI")?.key == "GB:NI123456")
    }
}
