import Core
import Testing

@testable import Mail

/// What companies write, from the decision to the letter.
@Suite struct `A mail about a company` {
    static let templates = [
        "company-registered", "join-requested", "join-received", "join-reminder", "join-granted", "join-refused",
        "join-expired", "member-revoked", "role-changed", "company-verified", "invitation", "invitation-reminder",
        "contact-connection", "contact-removed",
    ]

    /// Everything that a template is given, with a mark on it that no other has.
    private func values(of template: String) throws -> [String: String] {
        let names = try TemplateShelf.template(template, .english).names.reduce(into: Set<String>()) { $0.formUnion($1) }
        return Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, ["until", "expires"].contains($0) ? "2026-11-21T12:00:00Z" : "mark-of-\($0)")
            })
    }

    @Test(arguments: templates, Core.Locale.allCases)
    func `says all that it was given, in text and in HTML (NOT-1, NOT-4)`(template: String, locale: Core.Locale) throws {
        let given = try values(of: template)
        let letter = try TemplateShelf.template(template, locale).render(given)
        for (name, value) in given where value.hasPrefix("mark-of-") {
            #expect(letter.text.contains(value) && letter.html.contains(value), "\(name)")
        }
        #expect(!letter.subject.isEmpty && letter.locale == locale)
        #expect(letter.subject.contains("mark-of-company") || template.hasPrefix("contact-"))
    }

    @Test func `has a template for each letter, and no letter without one`() {
        #expect(Set(CompanyLetter.allCases.map(\.rawValue)).isSubset(of: Self.templates))
    }

    @Test(arguments: CompanyLetter.allCases, Core.Locale.allCases)
    func `is what its decision sends: exactly the values that its template asks for`(
        letter: CompanyLetter, locale: Core.Locale
    ) throws {
        let mails = try Self.letters(letter, in: locale)
        #expect(mails.count == 1)
        for mail in mails {
            #expect(mail.template == letter.rawValue && mail.locale == locale)
            let message = String(decoding: try written(mail).message.bytes, as: UTF8.self)
            #expect(message.contains("Cr") && !message.contains("{{"))
            let asked = try TemplateShelf.template(mail.template, locale).names.reduce(into: Set<String>()) { $0.formUnion($1) }
            #expect(Set(mail.values.members.map(\.name)) == asked.subtracting(["portal"]))
        }
    }

    @Test func `of an invitation carries its link, and tells where to sign up (ACC-8)`() throws {
        for template in ["invitation", "invitation-reminder"] {
            let command = Samples.command(
                template: template, link: NotificationLink(purpose: "invitation", tokenId: "i/1", path: "/invitation"),
                values: ["company": "Acme", "role": "administrateur", "expires": Samples.expires])
            let letter = String(decoding: try written(command).message.bytes, as: UTF8.self)
            #expect(letter.contains("portal.example.org"))
            // The token wherever the lines of quoted-printable were broken.
            #expect(letter.replacing("=\r\n", with: "").contains("/invitation?token=3DT0KEN-invitation-i1"))
        }
    }

    @Test func `with a hostile name is still one subject line and escaped HTML`() throws {
        let name = "<script>alert(1)</script> {{link}} \"Fils\""
        for template in Self.templates {
            var given = try values(of: template)
            given["company"] = name
            let letter = try TemplateShelf.template(template, .french).render(given)
            #expect(letter.html.contains("&lt;script&gt;") && !letter.html.contains("<script>"), "\(template)")
            #expect(letter.text.contains(name), "\(template)")
        }
    }

    // MARK: Decisions

    /// A letter to the only administrator, who is also the one it is about.
    private static func letters(_ letter: CompanyLetter, in locale: Core.Locale) throws -> [NotificationSend] {
        let account = "00000000-0000-7000-8000-000000000001"
        let company = "00000000-0000-7000-8000-000000000100"
        let person: Object = [
            "account": .string(account), "state": "active", "email": "ada@example.org", "locale": .string(locale.rawValue),
            "full_name": "Ada Lovelace", "is_partner": false,
        ]
        let circumstances = Circumstances(
            now: Samples.now, cause: "/test 1", answers: [.account(account): [person], .administrators(of: company): [person]],
            digest: {
                String($0.utf8.reduce(7 as UInt64) { $0 &* 31 &+ UInt64($1) }, radix: 16) + "0123456789abcdef0123456789abcdef"
            },
            tokenHash: { "\($0)\($1)" })
        var entity = Company(id: company)
        entity.apply(
            .registered(
                Registration(
                    legalName: "Crémerie de l'Étoile", country: "FR", number: "732829320", identity: "FR:732829320",
                    type: .enterprise, agreement: nil, registrant: account, isOwn: true)), at: Samples.now)
        let wanted = CompanyLetterWanted.outgoing(
            letter, of: company, about: account, grant: .administrator, until: Samples.now)
        var form = Form(wanted.data, digest: { $0 })
        let decision = Company.write(CompanyLetterWanted(from: &form), given: entity, in: circumstances)
        guard case .record(_, let consequences) = decision else { return [] }
        return consequences.send.map { outgoing in
            var form = Form(outgoing.data, digest: { $0 })
            return NotificationSend(from: &form)
        }
    }
}
