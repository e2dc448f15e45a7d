import Core
import Foundation
import Testing

/// ACC-15: `prenom.nom.entreprise`.
@Suite struct `A partner's login` {
    private func login(_ first: String, _ last: String, _ company: String = "Acme") -> String {
        PartnerLogin(firstName: first, lastName: last, company: company).free(among: [])
    }

    @Test(
        arguments: [
            ("Jean", "Dupont", "Acme", "jean.dupont.acme"), ("Jean-Pierre", "Müller", "Acme", "jean-pierre.muller.acme"),
            ("Jeanne", "d'Arc", "Acme", "jeanne.darc.acme"), ("Jeanne", "d’Arc", "Acme", "jeanne.darc.acme"),
            ("Zoë", "de La Tour d’Auvergne", "Œuvre & Cie", "zoe.de-la-tour-dauvergne.oeuvre-cie"),
            ("Łukasz", "Strauß", "Señor Tapas", "lukasz.strauss.senor-tapas"), ("Søren", "Åkesson", "Þór", "soren.akesson.thor"),
            ("J.-P.", "O'Neill", "3M", "j-p.oneill.3m"), ("  Ana  María ", "–García–", "A/B", "ana-maria.garcia.a-b"),
            ("İbrahim", "Işık", "ĐURO", "ibrahim.isik.duro"), ("Ｊｅａｎ", "Ｄｕｐｏｎｔ", "ＡＣＭＥ", "jean.dupont.acme"),
            ("Nguyễn", "Văn Thiệu", "Việt", "nguyen.van-thieu.viet"), ("Íñigo", "l·l", "Col·lectiu", "inigo.ll.collectiu"),
        ])
    func `has the letters of the names without their marks`(first: String, last: String, company: String, login: String) {
        #expect(self.login(first, last, company) == login)
    }

    @Test(
        arguments: [
            ("Γιώργος", "Παπαδόπουλος", "giorgos.papadopoulos.acme"), ("Ευάγγελος", "Ψαρράς", "euaggelos.psarras.acme"),
            ("Наталья", "Щербакова", "natalia.shcherbakova.acme"), ("Юлія", "Їжак", "iuliia.izhak.acme"),
            ("김", "철수", "gim.cheolsu.acme"),
        ])
    func `romanises Greek, Cyrillic and Korean`(first: String, last: String, login: String) {
        #expect(self.login(first, last) == login)
    }

    @Test func `spells other scripts by code points, so that it is never empty and different names differ`() {
        #expect(login("小明", "王") == "u5c0fu660e.u738b.acme")
        #expect(login("محمد", "علي") == "u645u62du645u62f.u639u644u64a.acme")
        #expect(login("王 Wei", "Wang") == "wei.wang.acme")
        #expect(login("", "!?", "🙂") == "x.x.x")
        #expect(login("\u{301}", "\u{0}", "\u{202E}") == "x.x.x")
    }

    @Test(
        arguments: [
            ("ACME SARL", "acme"), ("Acme S.A.S.", "acme"), ("SAS Dupont Frères", "dupont-freres"),
            ("Müller GmbH & Co. KG", "muller"),
            ("Foo Sp. z o.o.", "foo"), ("Bar B.V.", "bar"), ("SARL", "sarl"), ("S.A.", "sa"), ("AG Insurance", "ag-insurance"),
            ("Sá & Filhos, Lda", "sa-filhos"), ("Novotný s.r.o.", "novotny"), ("Amazon.com Inc.", "amazon-com"),
        ])
    func `leaves out the legal form of the company, but not its only word`(company: String, part: String) {
        #expect(login("a", "b", company) == "a.b.\(part)")
    }

    @Test func `of a homonym has a number, and one that was given is never given again`() {
        let login = PartnerLogin(firstName: "Jean", lastName: "Dupont", company: "Acme")
        var taken: Set<String> = []
        for wanted in ["jean.dupont.acme", "jean.dupont2.acme", "jean.dupont3.acme"] {
            let free = login.free(among: taken)
            #expect(free == wanted && free.hasPrefix(login.stem))
            taken.insert(free)
        }
        #expect(login.free(among: ["jean.dupont2.acme"]) == "jean.dupont.acme")
        // Who is called Dupont2 does not stand in the way for ever.
        #expect(PartnerLogin(firstName: "Jean", lastName: "Dupont2", company: "Acme").free(among: taken) == "jean.dupont22.acme")
    }

    private static let names =
        [
            "Jean-Pierre", "Zoë", "Ångström", "Nguyễn Văn", "Γιώργος Παπαδόπουλος", "άυλος", "Ђорђе Йовков Їжак", "김철수", "がくぽ",
            "أحمد", "ऩऱ", "王小明", "Ǆemal", "ﬁ", "SAS sarl x sas sas", "Œdipe", "İ", "x-\u{327}y", "ﷺ", "a'’b", "--a--", "１２", "²",
        ] + [String(repeating: "ab-", count: 300), String(repeating: "é sa ", count: 100)]

    @Test(arguments: names) func `is the same in every Unicode form, and of itself`(name: String) {
        let login = login(name, name, name)
        #expect(self.login(name.decomposedStringWithCanonicalMapping, name, name) == login)
        #expect(self.login(name, name.decomposedStringWithCanonicalMapping, name) == login)
        #expect(self.login(name.precomposedStringWithCanonicalMapping, name, name.decomposedStringWithCanonicalMapping) == login)
        let parts = login.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        #expect(parts.count == 3 && self.login(parts[0], parts[1], parts[2]) == login)
    }

    @Test func `has no letter of Latin, Greek or Cyrillic whose marks change it`() {
        let blocks = [0xC0...0x24F, 0x370...0x52F, 0x1E00...0x1FFF]
        for value in blocks.joined() {
            guard let scalar = Unicode.Scalar(UInt32(value)), scalar.properties.isAlphabetic else { continue }
            let letter = String(scalar)
            let bare = login(letter.decomposedStringWithCanonicalMapping, "x")
            #expect(login(letter, "x") == bare, "U+\(String(value, radix: 16)) \(letter)")
        }
    }

    @Test func `bears whatever is written, quickly, and keeps its form`() {
        let dice = [
            String(repeating: "a", count: 100_000), String(repeating: "\u{301}", count: 100_000),
            "a" + String(repeating: "\u{489}", count: 50_000),
            String(repeating: "-", count: 100_000), String(repeating: "王", count: 100_000), "\u{202E}gro.live", "a\u{0}b\r\nc",
            "../../etc",
            "';DROP TABLE accounts;--", "%00", "👩‍👩‍👧‍👦",
        ]
        let clock = ContinuousClock()
        let time = clock.measure {
            for name in dice {
                let login = login(name, name, name)
                let parts = login.split(separator: ".", omittingEmptySubsequences: false)
                #expect(parts.count == 3 && login.utf8.count <= 112, "\(login)")
                for part in parts {
                    #expect(!part.isEmpty && part.first != "-" && part.last != "-", "\(login)")
                    #expect(part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
                }
            }
        }
        #expect(time < .seconds(5))
    }
}
