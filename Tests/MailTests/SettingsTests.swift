import Foundation
import Testing

@testable import Mail

@Suite struct `The URL of a mail server` {
    @Test func `says everything`() throws {
        let server = try SMTPServer("smtp://gui%40chet:p%3Ass%2F@mail.example.org:587/portal.example.org?tls=starttls")
        #expect(server.url == "smtp://mail.example.org:587/portal.example.org")
        #expect(server.user == "gui@chet" && server.password == "p:ss/")
        #expect(server.encryption == .starttls && server.checksCertificate)
        #expect(try SMTPServer("smtp://[::1]:25").url == "smtp://[::1]:25")
    }

    @Test(arguments: [
        ("smtp://h", SMTPServer.Encryption.opportunistic), ("smtp://u:p@h", .starttls), ("smtp://u:p@h?tls=none", .none),
        ("smtps://h", .implicit), ("smtp://h?tls=starttls", .starttls), ("SMTPS://h", .implicit),
    ])
    func `has careful defaults`(url: String, encryption: SMTPServer.Encryption) throws {
        #expect(try SMTPServer(url).encryption == encryption)
    }

    @Test(arguments: [
        "", "mail.example.org", "http://h", "smtp://", "smtp:///path", "smtp://h?tls=maybe", "smtp://h?tls=implicit",
        "smtps://h?tls=none", "smtp://h?tsl=none", "smtp://h?cacertfile=/no/such/file", "smtp://user@h", "smtp://:s3cret@h",
        "smtp://u:s3cret%0D%0A@h", "smtp://u:s3cret@h/a/b", "smtp://u:s3cret@h/%0D%0ARSET", "smtp://h#x", "smtp://h:99999999",
    ])
    func `that is wrong is refused, without its password`(url: String) {
        #expect { try SMTPServer(url) } throws: { error in
            guard let problems = (error as? MailSettingProblems)?.problems, !problems.isEmpty else { return false }
            return problems.allSatisfy { $0.hasPrefix("GUICHET_SMTP_URL: ") && !$0.contains("s3cret") }
        }
    }
}

@Suite struct `The settings of mail` {
    @Test func `are all complained about at once`() {
        #expect {
            try MailSettings(from: "nobody", publicURL: "portal", smtpURL: "smtp://h?tls=x&y=z", folder: "/tmp")
        } throws: { error in
            let problems = (error as? MailSettingProblems)?.problems ?? []
            return problems.map { $0.prefix { $0 != ":" } }
                == ["GUICHET_MAIL_FROM", "GUICHET_PUBLIC_URL", "GUICHET_SMTP_URL", "GUICHET_SMTP_URL"]
        }
    }

    @Test func `say where mails go, without the password`() throws {
        #expect(try Samples.settings(smtp: "smtp://u:s3cret@h:587").destination == "smtp://h:587")
        #expect(try Samples.settings(folder: "/var/mail").destination == "the folder /var/mail")
    }

    @Test(arguments: [
        ("no-reply@example.org", "no-reply@example.org"), ("Guichet <g@example.org>", "\"Guichet\" <g@example.org>"),
        ("\"Le Guichet\" <g@Example.ORG>", "\"Le Guichet\" <g@example.org>"), ("<g@example.org>", "g@example.org"),
        ("A, \"B\" C <g@example.org>", "\"A, \\\"B\\\" C\" <g@example.org>"),
    ])
    func `know the sender by name and address`(text: String, header: String) throws {
        #expect(try #require(Sender(text)).header == header)
        #expect(try #require(Sender(text)).host == "example.org")
    }

    @Test(arguments: ["", "nobody", "A <b>", "A <b@c.d> e", "A <b@c.d", "<x> <b@c.d>", "a@b"])
    func `refuse a sender that is none`(text: String) {
        #expect(Sender(text) == nil)
    }

    @Test(arguments: [
        "", "portal", "ftp://h", "https://", "https:///x", "https://h?x=1", "https://h#x", "https://u@h", "https://h\"x",
    ])
    func `refuse a portal that is none`(url: String) {
        #expect(throws: MailSettingProblems.self) {
            try MailSettings(from: "a@b.c", publicURL: url, smtpURL: nil, folder: "/tmp")
        }
    }
}
