import Core
import Foundation
import Testing

@testable import Mail

@Suite struct `A mail server that fails` {
    @Test(arguments: ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "MESSAGE"])
    func `for now is tried again, and then takes the mail`(stage: String) throws {
        let reply = "451 4.7.1 greylisted at \(stage)"
        // A refused EHLO is followed by HELO, which this server takes.
        let server = try MailServer(["--fail", "\(stage)*1=\(reply)"])
        let effect = try server.effect()
        if stage != "EHLO" {
            #expect { try effect.perform(Samples.command(), key: "") {} } throws: { isTransient($0, reply) }
            #expect(try server.mails().isEmpty)
        }
        _ = try effect.perform(Samples.command(), key: "") {}
        #expect(try server.mails().count == 1)
    }

    @Test(arguments: [("RCPT", "recipient"), ("DATA", "message"), ("MESSAGE", "message")])
    func `for good makes the command malformed`(stage: String, field: String) throws {
        let server = try MailServer(["--fail", "\(stage)=550 5.1.1 never"])
        let effect = try server.effect()
        #expect { try effect.perform(Samples.command(), key: "") {} } throws: { error in
            isMalformed(error, field) && (error as? Failure)?.message.contains("550 5.1.1 never") == true
        }
        #expect(try server.mails().isEmpty)
    }

    @Test(arguments: [("CONNECT", "refused us"), ("MAIL", "refused our sender"), ("AUTH", "refused user and password")])
    func `because of us is tried again`(stage: String, words: String) throws {
        let server = try MailServer(["--auth", "u:p", "--fail", "\(stage)*1=554 5.7.1 not you"])
        let effect = try server.effect("smtp", user: "u:p", "tls=none")
        #expect { try effect.perform(Samples.command(), key: "") {} } throws: { isTransient($0, words, "554 5.7.1 not you") }
        _ = try effect.perform(Samples.command(), key: "") {}
    }

    @Test func `in many lines is quoted in one`() throws {
        let server = try MailServer(["--fail", "RCPT=550-5.1.1 no such user\r\n550-5.1.1 really\r\n550 5.1.1 see elsewhere"])
        #expect { try server.effect().perform(Samples.command(), key: "") {} } throws: { error in
            (error as? Failure)?.message.hasSuffix("550-5.1.1 no such user 5.1.1 really 5.1.1 see elsewhere") == true
        }
    }

    @Test(arguments: ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "MESSAGE"])
    func `by saying nothing meets the deadline, and others are attended to meanwhile`(stage: String) throws {
        let server = try MailServer(["--fail", "\(stage)=hang"])
        let effect = try server.effect(deadlines: SMTPDeadlines(connect: .seconds(3), whole: .seconds(3)))
        let clock = ContinuousClock()
        var looks = [clock.now]
        #expect { try effect.perform(Samples.command(), key: "") { looks.append(clock.now) } } throws: { isTransient($0, "time") }
        looks.append(clock.now)
        let longest = zip(looks, looks.dropFirst()).map { $1 - $0 }.max() ?? .seconds(99)
        #expect(longest < .seconds(15), "without a look for \(longest)")
        #expect(looks[0].duration(to: clock.now) < .seconds(60))
    }

    @Test(arguments: ["CONNECT", "MAIL", "RCPT", "DATA", "MESSAGE"])
    func `by cutting the connection is called again`(stage: String) throws {
        let server = try MailServer(["--fail", "\(stage)*1=cut"])
        let effect = try server.effect()
        #expect { try effect.perform(Samples.command(), key: "") {} } throws: { isTransient($0) }
        #expect(try server.mails().isEmpty)
        _ = try effect.perform(Samples.command(), key: "") {}
        #expect(try server.mails().count == 1)
    }

    @Test func `after it took the mail gets it twice, and can tell by the Message-ID`() throws {
        let server = try MailServer(["--fail", "MESSAGE*1=store+cut"])
        let effect = try server.effect()
        #expect { try effect.perform(Samples.command(), key: "") {} } throws: { isTransient($0, "message") }
        _ = try effect.perform(Samples.command(), key: "") {}
        let ids = try server.mails().flatMap { $0.header("Message-ID") }
        #expect(ids == Array(repeating: "<\(Samples.id)@mail.example.org>", count: 2))
    }

    @Test func `is let go of without waiting for its goodbye`() throws {
        let server = try MailServer(["--fail", "QUIT=hang"])
        var effect: MailEffect? = try server.effect()
        _ = try effect?.perform(Samples.command(), key: "") {}
        let took = ContinuousClock().measure { effect = nil }
        #expect(took < .seconds(30))
    }

    @Test func `that is not there is tried again`() throws {
        let transport = try SMTPTransport(try SMTPServer("smtp://127.0.0.1:1"))
        let effect = MailEffect(try Samples.settings(), over: transport, token: Samples.token)
        #expect { try effect.perform(Samples.command(), key: "") {} } throws: { isTransient($0, "connection", "127.0.0.1") }
    }

    @Test func `whose name nobody knows is tried again`() throws {
        let transport = try SMTPTransport(try SMTPServer("smtp://mail.invalid"))
        let effect = MailEffect(try Samples.settings(), over: transport, token: Samples.token)
        #expect { try effect.perform(Samples.command(), key: "") {} } throws: { isTransient($0, "mail.invalid") }
    }
}
