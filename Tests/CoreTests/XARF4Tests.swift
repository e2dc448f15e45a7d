import Core
import Testing

/// ABU-4: XARF 4, field by field.
@Suite struct `Reading XARF 4` {
    @Test func `says what, whose address, when and by whom`() {
        let reading = XARF.reading(
            of: xarf(
                "messaging", "spam",
                [
                    "protocol": "smtp", "smtp_from": "seller@sender.example", "smtp_to": "victim@reporter.example",
                    "subject": "Cheap watches", "message_id": "<w1@sender.example>", "destination_ip": "198.51.100.7",
                    "destination_port": 25, "_internal": ["analyst": "nobody"],
                ]))
        let at = Moment(rfc3339: "2026-11-21T07:30:00Z")
        let sample = ReportReading.Sample(
            at: at, messageId: "<w1@sender.example>", subject: "Cheap watches", destination: "198.51.100.7:25")
        #expect(
            reading
                == ReportReading(
                    kind: .xarf4, category: .spam, type: "messaging/spam", source: IPAddress("192.0.2.10"), sourcePort: 4711,
                    incident: at,
                    reporter: ReportedBy(contact: "abuse@reporter.example", organisation: "Team", domain: "reporter.example"),
                    samples: [sample]))
    }

    @Test(
        arguments: [
            ("messaging", "bulk_messaging", .spam, ["protocol": "sms", "recipient_count": 100]),
            ("connection", "login_attack", .attack, ["protocol": "tcp", "first_seen": "2026-11-21T07:30:00Z"]),
            (
                "connection", "infected_host", .compromised,
                ["protocol": "tcp", "bot_type": "malicious", "first_seen": "2026-11-21T07:30:00Z"]
            ),
            ("content", "phishing", .phishing, ["url": "https://a.example/"]),
            ("content", "malware", .malware, ["url": "https://a.example/"]),
            ("infrastructure", "botnet", .compromised, ["compromise_evidence": "logs"]),
            ("infrastructure", "compromised_server", .compromised, ["compromise_method": "guessed"]),
            ("reputation", "blocklist", .reputation, ["threat_type": "spam"]),
            ("vulnerability", "open_service", .vulnerability, ["service": "ntp"]),
            ("copyright", "usenet", .copyright, ["newsgroup": "a.b", "message_info": ["message_id": "1"]]),
        ] as [(String, String, AbuseCategory, Object)])
    func `knows the pairs of category and type`(_ category: String, _ type: String, _ expected: AbuseCategory, _ more: Object) {
        let reading = XARF.reading(of: xarf(category, type, more))
        #expect(reading.category == expected)
        #expect(reading.problems == [])
    }

    @Test(arguments: [
        ("messaging", "malware"), ("connection", "bot"), ("abuse", "spam"), ("content", ""), ("", ""),
    ])
    func `refuses every other pair`(_ category: String, _ type: String) {
        #expect(xarfFaults(xarf(category, type, xarfSpam)).contains("type"))
    }

    @Test(arguments: [
        "xarf_version", "report_id", "timestamp", "reporter", "sender", "source_identifier", "category", "type", "protocol",
        "smtp_from",
        "source_port",
    ])
    func `names each field that is missing`(_ field: String) {
        // Without its version a document is none of version 4.
        #expect(xarfFaults(xarf("messaging", "spam", xarfSpam, without: field)) == [field])
    }

    @Test(
        arguments: [
            ("xarf_version", "4.2"), ("xarf_version", "5.0.0"), ("report_id", "1"), ("timestamp", "2026-11-21"), ("timestamp", 5),
            ("source_port", 0), ("source_port", 65536), ("source_port", "25"), ("source_identifier", 5),
            ("confidence", .number(1.5)),
            ("tags[0]", ["Bad Tag"]), ("tags[1]", ["a:b", "nope"]), ("legacy_version", "2"), ("description", 1),
            ("protocol", "uucp"),
            ("smtp_from", "nobody"), ("recipient_count", 0), ("language", "english"), ("evidence", "x"), ("_internal", "x"),
            ("reporter.contact", ["org": "T", "contact": "x", "domain": "t.example"]),
            ("reporter.org", ["contact": "a@t.example", "domain": "t.example"]),
            ("sender", ["org": "T", "contact": "a@t.example", "domain": "t.example", "phone": "1"]),
        ] as [(String, Value)])
    func `names each field of no sense`(_ field: String, _ value: Value) {
        let name = String(field.prefix { $0 != "[" && $0 != "." })
        #expect(xarfFaults(xarf("messaging", "spam", xarfSpam).setting(name, value)) == [field])
    }

    @Test func `keeps what can be read of a wrong document`() {
        let reading = XARF.reading(of: [
            "xarf_version": "4.0.0", "class": "connection", "type": "ddos", "source_identifier": "a.example",
        ])
        #expect(reading.category == .attack)
        #expect(reading.sourceText == "a.example")
        #expect(reading.problems.count >= 4)
    }

    @Test(
        arguments: [
            (["content_type": "text/plain", "payload": "aGVsbG8="], []),
            (["content_type": "text/plain", "payload": "aGVsbG8=", "size": 5, "hash": "sha256:5"], []),
            (["content_type": "text/plain", "payload": "aGVsbG8=", "size": 6], ["evidence[0].size"]),
            (["content_type": "text/plain", "payload": "aGVsbG8"], ["evidence[0].payload"]),
            (["content_type": "text/plain", "payload": "aGVs bG8="], ["evidence[0].payload"]),
            (["content_type": "text/plain", "payload": "aGVsbG8=", "hash": "sha256:6"], ["evidence[0].hash"]),
            (["content_type": "text/plain", "payload": "aGVsbG8=", "hash": "crc:1"], ["evidence[0].hash"]),
            (["content_type": "text/plain", "payload": "aGVsbG8=", "hash": "md5:12"], []),
            (["payload": ""], ["evidence[0].content_type"]),
            (["content_type": "text/plain", "payload": "", "more": 1], ["evidence[0]"]),
        ] as [(Object, [String])])
    func `checks the evidence`(_ item: Object, _ faults: [String]) {
        let document = xarf("messaging", "spam", xarfSpam).setting("evidence", [.object(item)])
        let reading = XARF.reading(of: document) { algorithm, bytes in algorithm == "sha256" ? "\(bytes.count)" : nil }
        #expect(reading.problems.compactMap(\.field) == faults)
    }

    @Test func `takes at most fifty items of evidence`() {
        let item: Value = ["content_type": "text/plain", "payload": ""]
        let many = Value.array(Array(repeating: item, count: 51))
        #expect(xarfFaults(xarf("messaging", "spam", xarfSpam).setting("evidence", many)) == ["evidence"])
    }

    @Test(arguments: ["test:run", "system:test"]) func `knows a test by its tag`(_ tag: String) {
        #expect(XARF.reading(of: xarf("messaging", "spam", xarfSpam).setting("tags", [.string(tag)])).isTest)
        #expect(!XARF.reading(of: xarf("messaging", "spam", xarfSpam).setting("tags", ["spam:testing"])).isTest)
    }

    @Test(arguments: ["csam", "csem"]) func `keeps nothing of the content in the restricted lane`(_ type: String) {
        let reading = XARF.reading(of: xarf("content", type, ["subject": "x", "message_id": "y", "destination_ip": "192.0.2.1"]))
        #expect(reading.category == .childAbuse)
        #expect(reading.samples == [])
    }

    @Test func `says what is no XARF`() {
        #expect(XARF.reading(of: ["a": 1]).kind == .unreadable)
    }
}

extension Object {
    fileprivate func setting(_ name: String, _ value: Value) -> Object {
        var object = self
        object[name] = value
        return object
    }
}
