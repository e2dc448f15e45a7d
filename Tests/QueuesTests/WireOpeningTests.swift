import Core
import Queues
import Testing

@Suite struct `Opening a delivery` {
    private static let long = String(repeating: "é", count: 128)

    @Test(
        arguments: [
            ("specversion", nil), ("specversion", .null), ("specversion", "0.3"), ("specversion", "1.1"), ("specversion", "2.0"),
            ("specversion", .number(1)), ("specversion", 1), ("specversion", ""),
            ("id", nil), ("id", .null), ("id", ""), ("id", 7), ("id", ["a"]), ("id", .string(long)), ("id", "a\u{0}b"),
            ("id", "a\nb"),
            ("source", nil), ("source", ""), ("source", true), ("source", .string(long)), ("source", "/\u{0}"),
            ("type", nil), ("type", ""), ("type", 1), ("type", "account.signup"), ("type", "account.signup.requested\u{0}"),
            ("type", "Account.signup.requested"),
            ("subject", ""), ("subject", 5), ("subject", ["a": 1]), ("subject", .string(long)), ("subject", "a\u{0}"),
            ("time", ""), ("time", "yesterday"), ("time", "2026-11-21"), ("time", "2026-02-30T12:00:00Z"),
            ("time", 1_795_262_400),
            ("time", "2026-11-21T12:00:00"), ("time", "9999-12-31T23:59:59Z"),
            ("sequence", 0), ("sequence", -1), ("sequence", .number(1.5)), ("sequence", .number(1)), ("sequence", ""),
            ("sequence", "-1"),
            ("sequence", "+1"), ("sequence", "0"), ("sequence", "1.0"), ("sequence", " 1"), ("sequence", "one"),
            ("sequence", [1]),
            ("sequence", .integer(.max)), ("sequence", "9223372036854775808"), ("sequence", true),
            ("datacontenttype", "text/plain"), ("datacontenttype", "application/xml"), ("datacontenttype", ""),
            ("datacontenttype", 1),
            ("data", "text"), ("data", 1), ("data", [1]), ("data", true), ("data_base64", "e30="), ("data_base64", .null),
        ] as [(String, Value?)])
    func `names the attribute at fault`(_ name: String, _ value: Value?) throws {
        #expect(try WireSample.field(of: WireSample.changing(name, to: value)) == name)
        guard !name.hasPrefix("data") else { return }
        #expect(try WireSample.field(of: WireSample.changingHeader("cloudEvents_" + name, to: value)) == name)
    }

    @Test(
        arguments: [
            ("subject", nil), ("subject", .null), ("time", nil), ("sequence", nil), ("sequence", .null), ("sequence", "0042"),
            ("sequence", .integer(.max - 1)), ("datacontenttype", nil), ("datacontenttype", "APPLICATION/JSON; charset=utf-8"),
            ("datacontenttype", "application/vnd.example+json"), ("data", nil), ("data", .null), ("data", [:]),
            ("data", ["nul": "\u{0}"]), ("id", "x"), ("id", .string(String(repeating: "x", count: 255))),
            ("comexampleextension", 5),
            ("time", "2026-11-21t13:00:00+01:00"), ("source", "urn:été"), ("dataschema", "https://example.org/s"),
        ] as [(String, Value?)])
    func `accepts what CloudEvents allows`(_ name: String, _ value: Value?) throws {
        #expect(try WireSample.field(of: WireSample.changing(name, to: value)) == "opened")
    }

    private static let faults: [(String, [Value?])] = [
        ("specversion", [nil, .null, "0.3", "1.1", "2.0", .number(1), 1, ""]),
        ("id", [nil, .null, "", 7, ["a"], .string(long), "a\u{0}b", "a\nb"]),
        ("source", [nil, "", true, .string(long), "/\u{0}"]),
        ("type", [nil, "", 1, "account.signup", "account.signup.requested\u{0}", "Account.signup.requested"]),
        ("subject", ["", 5, ["a": 1], .string(long), "a\u{0}"]),
        ("time", ["", "yesterday", "2026-11-21", "2026-02-30T12:00:00Z", 1_795_262_400, "2026-11-21T12:00:00"]),
        ("time", ["9999-12-31T23:59:59Z", "0000-00-00T00:00:00Z"]),
        ("sequence", [0, -1, .number(1.5), .number(1), .integer(.max), true, [1]]),
        ("sequence", ["", "-1", "+1", "0", "1.0", " 1", "one", "9223372036854775807", "9223372036854775808"]),
        ("datacontenttype", ["text/plain", "application/xml", "", 1]),
        ("data", ["text", 1, [1], true]),
        ("data_base64", ["e30=", .null]),
    ]

    @Test(arguments: faults)
    func `names the attribute at fault`(_ name: String, _ values: [Value?]) throws {
        for value in values {
            #expect(try WireSample.field(of: WireSample.changing(name, to: value)) == name, "\(value as Any)")
            guard !name.hasPrefix("data") else { continue }
            #expect(try WireSample.field(of: WireSample.changingHeader("cloudEvents_" + name, to: value)) == name)
        }
    }

    private static let allowed: [(String, [Value?])] = [
        ("subject", [nil, .null, "x"]),
        ("time", [nil, "2026-11-21t13:00:00+01:00"]),
        ("sequence", [nil, .null, "0042", .integer(.max - 1)]),
        ("datacontenttype", [nil, "APPLICATION/JSON; charset=utf-8", "application/vnd.example+json"]),
        ("data", [nil, .null, [:], ["nul": "\u{0}"]]),
        ("id", ["x", .string(String(repeating: "x", count: 255))]),
        ("source", ["urn:été"]),
        ("comexampleextension", [5]),
        ("dataschema", ["https://example.org/s"]),
    ]

    @Test(arguments: allowed)
    func `accepts what CloudEvents allows`(_ name: String, _ values: [Value?]) throws {
        for value in values {
            #expect(try WireSample.field(of: WireSample.changing(name, to: value)) == "opened", "\(value as Any)")
        }
    }

    @Test(arguments: [
        nil, "", "text/plain", "application/cloudevents", "application/cloudevents+xml", "application/cloudevents+jsonx",
        "application/cloudevents-batch+json", "application/jsonp", "json", "; application/json", "application/octet-stream",
    ])
    func `refuses every other content type`(_ type: String?) throws {
        let delivery = WireSample.delivery(properties: Properties(contentType: type, headers: WireSample.headers))
        #expect(try WireSample.field(of: delivery) == "content-type")
    }

    @Test(arguments: [
        "application/cloudevents+json", "Application/CloudEvents+JSON", "application/cloudevents+json; charset=utf-8",
        "application/cloudevents+json;charset=UTF-8", "application/cloudevents+json ; x=y",
    ])
    func `knows structured mode by its content type`(_ type: String) throws {
        #expect(try WireSample.field(of: WireSample.delivery(properties: Properties(contentType: type))) == "opened")
    }

    @Test(arguments: [
        ("[]", "data"), ("1", "data"), ("", "data"), ("{", "data"), ("{}", "specversion"), (#"{"id":"a","id":"a"}"#, "data"),
    ])
    func `refuses a body that is no event`(_ body: String, _ field: String) throws {
        #expect(try WireSample.field(of: WireSample.delivery(body)) == field)
    }

    @Test(arguments: [("", "opened"), ("{}", "opened"), ("null", "opened"), ("[]", "data"), ("x", "data"), ("\"\u{1}\"", "data")])
    func `reads the body of binary mode as data`(_ body: String, _ field: String) throws {
        let properties = Properties(contentType: "application/json; charset=utf-8", headers: WireSample.headers)
        #expect(try WireSample.field(of: WireSample.delivery(body, properties: properties)) == field)
    }

    @Test func `wants the headers of binary mode under one prefix`() throws {
        #expect(try WireSample.field(of: WireSample.changingHeader("ce-subject", to: "a")) == "headers")
        #expect(try WireSample.field(of: WireSample.changingHeader("cloudEvents:id", to: "a")) == "headers")
        let bare = WireSample.delivery("{}", properties: Properties(contentType: "application/json"))
        #expect(try WireSample.field(of: bare) == "headers")
    }

    @Test func `takes a sequence header as text or integer`() throws {
        for value in [1, "1"] as [Value] {
            let opened = try WireSample.codec().open(
                WireSample.changingHeader("cloudEvents_sequence", to: value), from: WireSample.queue)
            #expect(opened.event.envelope.sequence == 1)
        }
    }

    @Test func `holds the AMQP properties against the event`() throws {
        func field(_ change: (inout Properties) -> Void) throws -> String {
            var properties = Properties(
                contentType: "application/cloudevents+json", messageId: WireSample.id, type: "account.signup.requested")
            change(&properties)
            return try WireSample.field(of: WireSample.delivery(properties: properties))
        }
        #expect(try field { _ in } == "opened")
        #expect(try field { $0.messageId = "another" } == "message-id")
        #expect(try field { $0.type = "account.other" } == "type")
        #expect(try field { $0.replyTo = "guichet.account" } == "reply-to")
        #expect(try field { $0.replyTo = "a\u{0}" } == "reply-to")
        #expect(try field { $0.replyTo = "guichet" } == "opened")
        #expect(try WireSample.field(of: WireSample.delivery(key: "account.signup")) == "type")
        #expect(try WireSample.field(of: WireSample.delivery(key: "guichet.account.account.signup.requested")) == "type")
    }

    @Test func `keeps the actor and where the answer goes`() throws {
        let properties = Properties(contentType: "application/cloudevents+json", replyTo: "portal.answers", userId: "portal")
        let envelope = try WireSample.codec().open(WireSample.delivery(properties: properties), from: WireSample.queue).event
            .envelope
        #expect(envelope.actor == "portal")
        #expect(envelope.replyTo == "portal.answers")
    }

    @Test(
        arguments: [
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true),
            ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", true),
            ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true),
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", false),
            ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more", false),
            ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-\u{0}", false),
            ("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false),
            ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false),
            ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", false),
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", false),
            ("00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false), ("", false), (5, false), ([], false),
        ] as [(Value, Bool)])
    func `drops a trace that is not well-formed`(_ value: Value, _ isKept: Bool) throws {
        let opened = try WireSample.codec().open(WireSample.changing("traceparent", to: value), from: WireSample.queue)
        #expect(opened.event.envelope.traceparent == (isKept ? value.string : nil))
    }
}
