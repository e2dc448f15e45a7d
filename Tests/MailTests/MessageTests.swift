import Core
import Foundation
import Testing

@testable import Mail

@Suite struct `A mail` {
    @Test(arguments: [
        (Core.Locale.french, "Bienvenue : confirmez votre adresse", "22 novembre 2026 à 13:00 (UTC+01:00)"),
        (.english, "Welcome: please confirm your address", "22 November 2026 at 12:00 (UTC)"),
    ])
    func `is read by others as it was meant`(locale: Core.Locale, subject: String, until: String) throws {
        let (message, receipt) = try written(Samples.command(locale: locale))
        let mail = try ReadMail(message.bytes)
        #expect(mail.defects == [])
        #expect(mail.header("From") == ["Guichet <no-reply@mail.example.org>"])
        #expect(mail.header("To") == ["ada@example.org"])
        #expect(mail.header("Subject") == [subject])
        #expect(mail.header("Message-ID") == ["<\(Samples.id)@mail.example.org>"])
        #expect(mail.header("Auto-Submitted") == ["auto-generated"])
        #expect(mail.header("Content-Language") == [locale.rawValue])
        #expect(mail.header("MIME-Version") == ["1.0"])
        #expect(mail.date == 1_795_262_400)
        #expect(mail.parts.map(\.type) == ["text/plain", "text/html"])
        #expect(mail.parts.map(\.charset) == ["utf-8", "utf-8"])
        #expect(mail.parts.map(\.encoding) == ["quoted-printable", "quoted-printable"])
        let link = "https://portal.example.org/verify?token=\(Samples.token)"
        #expect(mail.parts.allSatisfy { $0.text.contains(until) && $0.text.contains(link) })
        #expect(mail.parts.last?.text.contains("<a href=\"\(link)\">") == true)
        #expect(mail.isCRLF && mail.longestLine <= 78)
        #expect(receipt.messageId == "\(Samples.id)@mail.example.org")
        #expect(receipt.size == message.bytes.count)
        #expect(receipt.templateVersion == (try TemplateShelf.template("verify-address", locale)).version)
    }

    @Test func `is the same, byte for byte, each time it is written`() throws {
        #expect(try written(Samples.command()).message.bytes == (try written(Samples.command()).message.bytes))
    }

    @Test func `shows its token in the body alone`() throws {
        let (message, receipt) = try written(Samples.command())
        let text = String(decoding: message.bytes, as: UTF8.self)
        let head = try #require(text.range(of: "\r\n\r\n")).lowerBound
        #expect(!text[..<head].contains(Samples.token))
        #expect(!"\(receipt)".contains(Samples.token))
    }

    @Test(arguments: [
        "Dot\n.\n..two\nFrom here\n\u{0}=3D \t\nend ", String(repeating: "é", count: 300), String(repeating: "x", count: 5000),
        "line\r\nline\rline\n\n\n", String(repeating: "a", count: 75) + ".\n" + String(repeating: "a", count: 76) + "F",
        "👩‍👩‍👧‍👦 --=_guichet_\(Samples.id)--\r\n\r\nContent-Type: text/html\r\n\r\n<script>",
    ])
    func `carries any text unchanged, and its lines stay short`(text: String) throws {
        let letter = Letter(subject: "S", text: text, html: text + "\n", locale: .french, version: "1")
        let sender = try #require(Sender("no-reply@example.org"))
        let mail = try ReadMail(MailMessage(letter, id: Samples.id, from: sender, to: "ada@example.org", at: Samples.now).bytes)
        let lines = text.replacing(/\r\n|\r|\n/, with: "\n")
        #expect(mail.parts.map { $0.text.replacing("\r\n", with: "\n") } == [lines, lines + "\n"])
        #expect(mail.defects == [] && mail.isCRLF && mail.longestLine <= 78)
    }

    @Test(arguments: [
        "Été à Évry : confirmez votre adresse pour ouvrir un compte chez nous, s'il vous plaît 👩‍👩‍👧‍👦",
        "=?utf-8?B?SGk=?=",
        String(repeating: "long ", count: 50) + "end", String(repeating: "é", count: 400), "plain",
    ])
    func `has the subject it was given`(subject: String) throws {
        let letter = Letter(subject: subject, text: "t", html: "h", locale: .french, version: "1")
        let sender = try #require(Sender("Évry \"Guichet\" <no-reply@example.org>"))
        let mail = try ReadMail(MailMessage(letter, id: Samples.id, from: sender, to: "ada@example.org", at: Samples.now).bytes)
        #expect(mail.header("Subject") == [subject])
        #expect(mail.header("From").first?.contains("Évry") == true)
        #expect(mail.defects == [] && mail.longestLine <= 78)
    }
}

@Suite struct `Nobody can add to a mail's headers` {
    static let attacks = [
        "\r\nBcc: eve@example.org", "\nBcc: eve@example.org", "\rBcc: eve@example.org", "\r\n\r\n<body>", "\u{0}",
    ]

    @Test(arguments: attacks) func `by the recipient`(attack: String) throws {
        var form = Form(["recipient": .string("ada@example.org" + attack)]) { $0 }
        _ = NotificationSend(from: &form)
        #expect(form.problems.contains { $0.field == "recipient" })
        #expect { try written(Samples.command(recipient: "ada@example.org" + attack)) } throws: { isMalformed($0, "recipient") }
    }

    @Test(arguments: attacks) func `by a value`(attack: String) throws {
        #expect { try written(Samples.command(values: ["expires": .string("2026-11-22T12:00:00Z" + attack)])) } throws: {
            isMalformed($0, "values")
        }
    }

    @Test(arguments: attacks) func `by the path of a link`(attack: String) throws {
        let link = NotificationLink(purpose: "p", tokenId: "t", path: "/x\(attack)")
        #expect(throws: Failure.self) { try written(Samples.command(link: link)) }
    }

    @Test(arguments: attacks) func `by the sender`(attack: String) throws {
        #expect(Sender("Guichet\(attack) <no-reply@example.org>") == nil)
        #expect(Sender("Guichet <no-reply@example.org\(attack)>") == nil)
    }
}

@Suite struct `A mail is not written` {
    @Test(arguments: [
        "MAILER-DAEMON@example.org", "postmaster@example.org", "Postmaster@Example.org", "no-reply@mail.example.org",
        "No-Reply@mail.example.org",
    ])
    func `to a mailer or to ourselves`(recipient: String) {
        #expect { try written(Samples.command(recipient: recipient)) } throws: { isMalformed($0, "recipient") }
    }

    @Test func `without the link its template asks for`() {
        #expect { try written(Samples.command(link: nil)) } throws: { error in
            isMalformed(error, "values") && (error as? Failure)?.message.contains("“link” is missing") == true
        }
    }

    @Test func `with a link from elsewhere`() {
        let values: Object = ["expires": Samples.expires, "link": "https://evil.example"]
        #expect { try written(Samples.command(values: values)) } throws: { isMalformed($0, "values") }
    }

    @Test(arguments: ["verify", "/verify?next=x", "/a b", "/é", "//\"><b>"]) func `with a path that is none`(path: String) {
        let link = NotificationLink(purpose: "p", tokenId: "t", path: path)
        #expect { try written(Samples.command(link: link)) } throws: { isMalformed($0, "linkPath") }
    }

    @Test func `with a value that is no text`() {
        #expect { try written(Samples.command(values: ["expires": 7])) } throws: { isMalformed($0, "values") }
    }
}

@Suite struct `A failure` {
    @Test(arguments: [
        Failure.transient("451 your link \(Samples.token) looks odd"),
        .malformed(field: "message", message: "550 spam: \(Samples.token)"),
    ])
    func `never repeats the token, even where the server does`(failure: Failure) throws {
        let transport = RecordingTransport()
        transport.failure = failure
        let effect = MailEffect(try Samples.settings(), over: transport, token: Samples.token)
        #expect { try effect.perform(Samples.command(), key: Samples.id) {} } throws: { error in
            guard let message = (error as? Failure)?.message else { return false }
            return !message.contains(Samples.token) && message.contains("…")
        }
    }
}

func isMalformed(_ error: any Error, _ field: String) -> Bool {
    if case .malformed(field, _) = error as? Failure { true } else { false }
}
