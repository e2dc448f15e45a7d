import Core
import Testing
import Workers

@testable import guichet

/// Every kind of field at once.
private struct Probe: Message {
    enum Colour: String, CaseIterable, Sendable { case red, green }

    static let type: EventType = "probe"
    static let producers: [Producer] = [.portal]
    static let queue: QueueName = "guichet.account"
    static let meaning = "Every kind of field."

    init(from form: inout Form) {
        _ = form.id("id", "a")
        _ = form.email("email", "b")
        _ = form.text("text", "c", limit: 5)
        _ = form.optionalText("note", "d", limit: 3)
        _ = form.choice("colour", "e", of: Colour.self, else: .red)
        _ = form.moment("moment", "f")
        _ = form.token("token", "g")
        _ = form.passwordHash("passwordHash", "h")
        _ = form.object("object", "i")
        _ = form.sha256("hash", "k")
        _ = form.nested("part", "l") { $0.integer("number", "m", in: 1...9) + Int64($0.text("name", "n", limit: 4).count) }
        _ = form.integer("count", "j", in: -3...7)
    }

    static func accepts(_ data: Object) -> Bool {
        var form = Form(data, digest: { $0 })
        _ = Probe(from: &form)
        return form.problems.isEmpty
    }
}

@Suite struct `The JSON Schema of an event` {
    @Test func `accepts what the workers accept, and nothing else`() throws {
        var cases: [SchemaJudge.Case] = []
        var values = FieldValues(seed: 20_261_121)
        let fields = Form.fields(of: Probe.self)
        // One field at a time is varied, so that every difference shows.
        for field in fields {
            for _ in 0..<700 {
                var data = EventSchema.example(of: fields)
                data[field.name] = values.next(for: field)
                cases.append(.init(schema: "probe", instance: .object(data), isGood: Probe.accepts(data)))
            }
        }
        #expect(cases.contains { $0.isGood } && cases.contains { !$0.isGood })
        let schema = Value.object(EventSchema.data(of: fields, title: "probe", description: "p"))
        #expect(try SchemaJudge.disagreements(["probe": schema], cases) == [])
    }

    @Test func `knows the calendar as the workers do`() throws {
        func padded(_ number: Int, _ width: Int) -> String { String(String(10_000 + number).suffix(width)) }
        let years = Array(stride(from: 0, through: 9900, by: 100)) + Array(1996...2012)
        let leapDays = years.map { "\(padded($0, 4))-02-29" }
        let days = (0...13).flatMap { month in (0...32).map { "2023-\(padded(month, 2))-\(padded($0, 2))" } }
        let fields = Form.fields(of: Probe.self)
        let cases = (leapDays + days).map { day in
            var data = EventSchema.example(of: fields)
            data["moment"] = .string("\(day)T12:00:00Z")
            return SchemaJudge.Case(schema: "probe", instance: .object(data), isGood: Probe.accepts(data))
        }
        // The leap centuries from 2000 on, the leap years around it, and every day of one year; none before 1900.
        #expect(cases.count { $0.isGood } == 365 + 20 + 5)
        let schema = Value.object(EventSchema.data(of: fields, title: "probe", description: "p"))
        #expect(try SchemaJudge.disagreements(["probe": schema], cases) == [])
    }

    @Test func `has both good and bad values of every kind in that trial`() {
        var values = FieldValues(seed: 20_261_121)
        let fields = Form.fields(of: Probe.self)
        for field in fields {
            var verdicts: [Bool] = []
            for _ in 0..<700 {
                var data = EventSchema.example(of: fields)
                data[field.name] = values.next(for: field)
                verdicts.append(Probe.accepts(data))
            }
            #expect(verdicts.count { $0 } > 20, "\(field.name)")
            #expect(verdicts.count { !$0 } > 20, "\(field.name)")
        }
    }

    @Test func `of every duty agrees with its workers`() throws {
        var cases: [SchemaJudge.Case] = []
        var schemas: [String: Value] = [:]
        var values = FieldValues(seed: 7)
        for duty in Roster.duties() {
            schemas[duty.type.name] = EventSchema.document(of: duty)
            let example = EventSchema.example(of: duty.fields)
            #expect(duty.problems(in: example).allSatisfy { $0.rule == "form" }, "\(duty.type)")
            for round in 0..<150 {
                var data = example
                for field in duty.fields where round % 3 != 0 || values.coin() { data[field.name] = values.next(for: field) }
                if values.coin() { data["stranger"] = 1 }
                cases.append(.init(schema: duty.type.name, instance: .object(data), isGood: isWellFormed(data, duty)))
            }
        }
        let disagreements = try SchemaJudge.disagreements(schemas, cases)
        #expect(disagreements.isEmpty, "\(disagreements)")
    }

    /// What a schema can say of it: not what lies between fields, nor whether a number exists.
    private func isWellFormed(_ data: Object, _ duty: Duty) -> Bool { duty.problems(in: data).allSatisfy { $0.rule != "schema" } }

    @Test func `gives an example for every field that is accepted`() {
        let fields = Form.fields(of: Probe.self)
        #expect(Probe.accepts(EventSchema.example(of: fields)))
    }
}
