import Core
import Foundation
import Testing

@testable import Mail

@Suite struct `A mail server` {
    @Test func `takes a mail, and says so`() throws {
        let server = try MailServer()
        let command = Samples.command()
        let receipt = try server.effect().perform(command, key: Samples.id) {}
        #expect(receipt.reply == "250 2.0.0 taken by connection 1")
        let mail = try #require(try server.mails().first)
        #expect(mail.header("Return-Path") == ["<no-reply@mail.example.org>"])
        #expect(mail.header("Delivered-To") == ["ada@example.org"])
        #expect(mail.header("Message-ID") == ["<\(receipt.messageId)>"])
        #expect(mail.header("Received").first?.contains(" with ESMTP id") == true)
        let wanted = try ReadMail(try written(command).message.bytes)
        #expect(mail.parts.map(\.text) == wanted.parts.map(\.text) && mail.defects == [])
    }

    @Test func `gets the next mail over the same connection`() throws {
        let server = try MailServer()
        let effect = try server.effect()
        let replies = try (1...3).map { number in
            let id = "01981f3a-7c00-8000-8000-00000000000\(number)"
            return try effect.perform(Samples.command(id: id), key: id) {}.reply
        }
        #expect(replies == Array(repeating: "250 2.0.0 taken by connection 1", count: 3))
        #expect(Set(try server.mails().flatMap { $0.header("Message-ID") }).count == 3)
    }

    @Test(arguments: ["AFTER*1=cut", "AFTER*1=421 4.3.2 shutting down", "MAIL@2=cut", "MAIL@2=421 4.3.2 shutting down"])
    func `that closed a kept connection is called again at once`(failure: String) throws {
        let server = try MailServer(["--fail", failure])
        let effect = try server.effect()
        let replies = try (1...2).map { _ in try effect.perform(Samples.command(), key: Samples.id) {}.reply }
        #expect(replies == (1...2).map { "250 2.0.0 taken by connection \($0)" })
    }

    @Test func `gets the same Message-ID, date and bodies each time`() throws {
        let server = try MailServer()
        for _ in 1...2 { _ = try server.effect().perform(Samples.command(), key: Samples.id) {} }
        let mails = try server.mails()
        #expect(mails.count == 2)
        #expect(Set(mails.flatMap { $0.header("Message-ID") }).count == 1)
        #expect(Set(mails.map(\.date)).count == 1)
        #expect(Set(mails.map { $0.parts.map(\.text) }).count == 1)
    }

    @Test func `gets a long mail with dots at line starts unchanged`() throws {
        let server = try MailServer()
        let text = String(repeating: ".\r\n..\r\n.dotted " + String(repeating: "é.", count: 200) + "\r\n", count: 2000)
        let letter = Letter(subject: "S", text: text, html: "<p>.</p>", locale: .french, version: "1")
        let sender = try #require(Sender("no-reply@example.org"))
        let message = MailMessage(letter, id: Samples.id, from: sender, to: "ada@example.org", at: Samples.now)
        _ = try server.transport().deliver(message) {}
        #expect(try server.mails().first?.parts.first?.text.replacing("\r\n", with: "\n") == text.replacing("\r\n", with: "\n"))
    }
}

@Suite struct `An encrypted connection` {
    let certificates: Certificates

    init() throws { certificates = try Certificates() }

    private var pair: [String] { [certificates.certificate, certificates.key] }
    private var trust: String { "cacertfile=\(certificates.authority)" }

    @Test(arguments: ["tls=starttls", "tls=opportunistic"]) func `begins with STARTTLS`(parameter: String) throws {
        let server = try MailServer(["--starttls"] + pair)
        _ = try server.effect("smtp", "\(parameter)&\(trust)", host: "localhost").perform(Samples.command(), key: "") {}
        #expect(try server.mails().first?.header("Received").first?.contains(" with ESMTPS id") == true)
    }

    @Test func `begins at once with smtps`() throws {
        let server = try MailServer(["--tls"] + pair)
        _ = try server.effect("smtps", trust, host: "localhost").perform(Samples.command(), key: "") {}
        #expect(try server.mails().first?.header("Received").first?.contains(" with ESMTPS id") == true)
    }

    @Test func `is taken without looking at the certificate where plain text would do too`() throws {
        let server = try MailServer(["--starttls"] + pair)
        _ = try server.effect().perform(Samples.command(), key: "") {}
        #expect(try server.mails().first?.header("Received").first?.contains(" with ESMTPS id") == true)
    }

    @Test(arguments: [
        ("smtp", "--starttls", "tls=starttls", "localhost"), ("smtps", "--tls", "", "localhost"),
        ("smtp", "--starttls", "tls=starttls&CA", "127.0.0.1"), ("smtps", "--tls", "CA", "127.0.0.1"),
        ("smtp", "--starttls", "tls=opportunistic&CA", "127.0.0.1"),
    ])
    func `is refused where authority or host is wrong`(scheme: String, mode: String, parameters: String, host: String) throws {
        let server = try MailServer([mode] + pair)
        let effect = try server.effect(scheme, parameters.replacing("CA", with: trust), host: host)
        #expect { try effect.perform(Samples.command(), key: "") {} } throws: { isTransient($0, "certificate", "cacertfile") }
        #expect(try server.mails().isEmpty)
    }

    @Test func `is insisted on`() throws {
        let server = try MailServer()
        #expect { try server.effect("smtp", "tls=starttls").perform(Samples.command(), key: "") {} } throws: {
            isTransient($0, "STARTTLS")
        }
        #expect(try server.mails().isEmpty)
    }

    @Test func `never exposes the process to a signal when it is cut`() throws {
        let server = try MailServer(["--tls"] + pair + ["--fail", "AFTER*1=cut", "MESSAGE*1=cut"])
        let effect = try server.effect("smtps", trust, host: "localhost")
        #expect { try effect.perform(Samples.command(), key: "") {} } throws: { isTransient($0, "message") }
        let replies = try (2...3).map { _ in try effect.perform(Samples.command(), key: "") {}.reply }
        #expect(replies == (2...3).map { "250 2.0.0 taken by connection \($0)" })
    }
}

@Suite struct `Logging in` {
    @Test func `opens the server`() throws {
        let server = try MailServer(["--auth", "guichet:pass%word"])
        _ = try server.effect("smtp", user: "guichet:pass%25word", "tls=none").perform(Samples.command(), key: "") {}
        #expect(try server.mails().first?.header("Received").first?.contains(" with ESMTPA id") == true)
    }

    @Test func `with a wrong password is told loudly, without the password, and tried again`() throws {
        let server = try MailServer(["--auth", "guichet:right"])
        let effect = try server.effect("smtp", user: "guichet:wr0ng", "tls=none")
        #expect { try effect.perform(Samples.command(), key: "") {} } throws: { error in
            isTransient(error, "refused user and password", "GUICHET_SMTP_URL", "535") && !"\(error)".contains("wr0ng")
        }
    }

    @Test func `that was not asked of us but needed is told`() throws {
        let server = try MailServer(["--auth", "guichet:right"])
        #expect { try server.effect().perform(Samples.command(), key: "") {} } throws: { isTransient($0, "530") }
    }

    @Test func `never happens in plain text unless that is asked for`() throws {
        let server = try MailServer(["--auth", "guichet:right"])
        let effect = try server.effect("smtp", user: "guichet:right")
        #expect { try effect.perform(Samples.command(), key: "") {} } throws: { isTransient($0, "STARTTLS") }
    }

    @Test func `over TLS works as well`() throws {
        let certificates = try Certificates()
        let server = try MailServer(["--auth", "u:p", "--starttls", certificates.certificate, certificates.key])
        let effect = try server.effect("smtp", user: "u:p", "cacertfile=\(certificates.authority)", host: "localhost")
        _ = try effect.perform(Samples.command(), key: "") {}
        #expect(try server.mails().first?.header("Received").first?.contains(" with ESMTPSA id") == true)
    }
}

func isTransient(_ error: any Error, _ words: String...) -> Bool {
    guard case .transient(let text) = error as? Failure else { return false }
    return words.allSatisfy { text.contains($0) }
}
