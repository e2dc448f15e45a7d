import Core
import Testing

@Suite struct `A form` {
    @Test func `tells all problems at once, each with its field and a remedy`() {
        let problems = problems(in: ["id": "7", "mail": 1, "name": "", "count": 99, "kind": "blue", "at": "soon"])
        #expect(problems.map(\.field) == ["id", "mail", "name", "kind", "at", "token", "hash", "more", "count"])
        #expect(problems.allSatisfy { $0.rule == "schema" && $0.remedy.hasPrefix("give ") })
        #expect(problems[0].message == "“7” does not fit “id”")
        #expect(problems[1].message == "“mail” is a number")
        #expect(problems[5].message == "“token” is missing")
        #expect(problems[8].remedy == "give an integer from 1 to 9")
    }

    @Test func `reads a full event without a problem, and optional fields may be null`() {
        var object = Sample.good
        #expect(problems(in: object).isEmpty)
        object["kind"] = .null
        object["note"] = .null
        var form = Form(object, digest: { "hash of \($0)" })
        let sample = Sample(from: &form)
        #expect(form.problems.isEmpty)
        #expect(sample.kind == .red && sample.note == nil)
        #expect(sample.id == "6b1f0000-0000-7000-8000-000000000000")
        #expect(sample.mail == "Ada@example.org")
        #expect(sample.token == "hash of 0123456789abcdef")
    }

    @Test func `never repeats a secret, whatever is wrong with it`() {
        let token = ["short", String(repeating: "secret", count: 100)]
        let hash = ["my password in clear", "$scrypt$ln=1,r=1,p=1$my$password"]
        for (token, hash) in zip(token, hash) {
            let values: [(Value, Value)] = [
                (.string(token), .string(hash)), ([.string(token)], [.string(hash)]),
                (["x": .string(token)], ["x": .string(hash)]),
            ]
            for (first, second) in values {
                let problems = problems(in: Sample.good.with("token", first).with("hash", second))
                #expect(problems.map(\.field) == ["token", "hash"])
                #expect(problems.allSatisfy { !"\($0)".contains(token) && !"\($0)".contains(hash) })
            }
        }
    }

    @Test func `declares the fields it reads, in their order`() {
        let fields = Form.fields(of: Sample.self)
        #expect(fields.map(\.name) == ["id", "mail", "name", "note", "kind", "at", "token", "hash", "more", "count"])
        #expect(fields.filter { !$0.isRequired }.map(\.name) == ["note", "kind"])
        #expect(fields.filter(\.kind.isSecret).map(\.name) == ["token", "hash"])
        #expect(Sample.carriesSecrets)
    }

    @Test(arguments: ["", "  \u{A0}\u{2003} ", "a\nb", "a\u{0}b", "a\u{7F}", String(repeating: "x", count: 201)])
    func `refuses text that is blank, too long or holds control characters`(text: String) {
        var object = Sample.good
        object["name"] = .string(text)
        #expect(problems(in: object).map(\.field) == ["name"])
    }

    @Test(arguments: [
        "0123456789abcde", "0123456789 abcdef", "0123456789abcdé", String(repeating: "x", count: 513), "0123456789abcde\u{0}",
    ])
    func `refuses a token that no link of ours could carry`(token: String) {
        #expect(problems(in: Sample.good.with("token", .string(token))).map(\.field) == ["token"])
    }

    @Test func `takes a whole number for an integer, however it is written`() {
        #expect(problems(in: Sample.good.with("count", .number(7))).isEmpty)
        for number in [7.5, 10, -.infinity, .nan, 1e300] {
            #expect(problems(in: Sample.good.with("count", .number(number))).map(\.field) == ["count"])
        }
    }

    @Test func `counts characters as a JSON Schema does, so that one letter cannot be a megabyte`() {
        var object = Sample.good
        object["name"] = .string("e" + String(repeating: "\u{301}", count: 199))
        #expect(problems(in: object).isEmpty)
        object["name"] = .string("e" + String(repeating: "\u{301}", count: 200))
        let problems = problems(in: object)
        #expect(problems.map(\.field) == ["name"])
        #expect((problems.first?.message.unicodeScalars.count ?? 0) < 120)
    }

    @Test func `repeats no control character, which PostgreSQL or a terminal could not bear`() {
        let problems = problems(in: Sample.good.with("mail", "\u{0}\u{1B}[2J"))
        #expect(problems.first?.message == "“\u{FFFD}\u{FFFD}[2J” does not fit “mail”")
    }

    @Test func `makes a reason an object for the producer`() {
        let reason = Reason(rule: "ACC-2", field: nil, message: "no", remedy: "yes")
        #expect(reason.value == ["rule": "ACC-2", "message": "no", "remedy": "yes"])
        let field = Reason(rule: "schema", field: "email", message: "no", remedy: "yes")
        #expect(field.value == ["rule": "schema", "field": "email", "message": "no", "remedy": "yes"])
    }

    private func problems(in object: Object) -> [Reason] {
        var form = Form(object, digest: { $0 })
        _ = Sample(from: &form)
        return form.problems
    }
}

private struct Sample: Message {
    enum Colour: String, CaseIterable { case red, green }

    static let type: EventType = "sample"
    static let producers: [Producer] = [.portal]
    static let queue: QueueName = "guichet.sample"
    static let meaning = "One field of each kind."

    let id: String
    let mail: String
    let name: String
    let note: String?
    let kind: Colour
    let at: Moment
    let token: String
    let hash: String
    let more: Object
    let count: Int64

    init(from form: inout Form) {
        id = form.id("id", "a UUID")
        mail = form.email("mail", "an address")
        name = form.text("name", "a name")
        note = form.optionalText("note", "a note")
        kind = form.choice("kind", "a colour", of: Colour.self, else: .red)
        at = form.moment("at", "an instant")
        token = form.token("token", "a token")
        hash = form.passwordHash("hash", "a hash")
        more = form.object("more", "an object")
        count = form.integer("count", "a number", in: 1...9)
    }

    static let good: Object = [
        "id": "6B1F0000-0000-7000-8000-000000000000", "mail": "Ada@EXAMPLE.org", "name": "Ada", "kind": "green",
        "at": "2026-11-21T12:00:00Z", "token": "0123456789abcdef",
        "hash": "$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA", "more": [:], "count": 3,
    ]
}

extension Object {
    func with(_ name: String, _ value: Value) -> Object {
        var copy = self
        copy[name] = value
        return copy
    }
}
