import Core
import Support
import Testing

@testable import Queues

@Suite struct `A value` {
    private let database: PostgresDatabase
    private let session: PostgresSession

    init() throws {
        database = try PostgresDatabase(isMigrated: false)
        session = try database.session()
    }

    @Test func `of text survives the way to PostgreSQL and back`() throws {
        for text in ["", "a", "é €\u{1F600}", "quote ' \" \\ {},", String(repeating: "x", count: 300_000)] {
            #expect(try echo(text, "text").text(0, 0) == text)
        }
        #expect(try echo(nil as String?, "text").isNull(0, 0))
    }

    @Test func `of numbers and flags survives`() throws {
        for number in [0, 1, -1, Int64.max, .min] { #expect(try echo(number, "bigint").int64(0, 0) == number) }
        for number in [0, -1, Int32.max, .min] { #expect(try echo(number, "integer").int32(0, 0) == number) }
        for number in [0, -1, Int16.max, .min] { #expect(try echo(number, "smallint").int16(0, 0) == number) }
        for flag in [true, false] { #expect(try echo(flag, "boolean").bool(0, 0) == flag) }
        for bits in [0, 1, UInt128.max, 0x0123_4567_89ab_cdef_fedc_ba98_7654_3210] {
            #expect(try echo(bits, "uuid").uuid(0, 0) == bits)
        }
        let bits: UInt128 = 0x0123_4567_89ab_cdef_fedc_ba98_7654_3210
        #expect(try text(bits, "uuid") == UUIDText.text(bits))
    }

    @Test func `of bytes survives`() throws {
        for bytes in [[], [0], Array(0...255), [UInt8](repeating: 7, count: 1 << 20)] as [[UInt8]] {
            #expect(try echo(bytes, "bytea").bytes(0, 0) == bytes)
        }
    }

    @Test func `of time survives, and means to PostgreSQL what it means here`() throws {
        for text in [
            "2026-11-21T12:00:00.123456Z", "1970-01-01T00:00:00.000000Z", "1969-12-31T23:59:59.999999Z",
            "0999-01-02T03:04:05.000070Z", "9999-12-31T23:59:59.100000Z",
        ] {
            let moment = try #require(Moment(rfc3339: text))
            #expect(moment.description == text)
            #expect(try echo(moment, "timestamptz").moment(0, 0) == moment)
            #expect(
                try self.text(moment, "timestamptz AT TIME ZONE 'UTC'").prefix(19) == text.replacing("T", with: " ").prefix(19))
        }
        for moment in [Moment(microseconds: .max), Moment(microseconds: .min)] {
            #expect(try echo(moment, "timestamptz").moment(0, 0) == moment)
        }
        for day in [Day(number: 0), Day(number: 20_778), Day(number: -1)] {
            #expect(try echo(day, "date").day(0, 0) == day)
            #expect(try text(day, "date") == day.description)
        }
    }

    @Test func `of JSON survives`() throws {
        let value: Value = ["a": [1, .null, "é\""], "b": [:]]
        let reply = try echo(JSONB(text: JSONText.bytes(value)), "jsonb")
        #expect(try JSONText.parse(reply.json(0, 0)) == value)
        let plain = try echo(PlainJSON(text: JSONText.bytes(value)), "json")
        #expect(plain.json(0, 0) == JSONText.bytes(value))
    }

    @Test func `list keeps order, empty texts and gaps`() throws {
        let texts = ["", "a", nil, "é", nil]
        let reply = try unnest("text") { $0.array(texts) { $0 } }
        #expect((0..<reply.count).map { reply.optionalText($0, 0) } == texts)
        #expect(try unnest("text") { $0.array([String]()) }.count == 0)
        let numbers = (0..<10_000).map { Int64($0) * -7 }
        let all = try unnest("bigint") { $0.array(numbers) }
        #expect(try (0..<all.count).map { try all.int64($0, 0) } == numbers)
    }

    @Test func `list without a type is read as the type it is compared with`() throws {
        let texts = ["", "a\"b", "back\\slash", "{,}", "NULL", "é"]
        let reply = try unnest("text") { $0.untyped(texts) }
        #expect((0..<reply.count).map { reply.text($0, 0) } == texts)
        let id: UInt128 = 0xabcdef
        let found = try unnest("uuid") { $0.untyped([UUIDText.text(id)]) }
        #expect(try found.uuid(0, 0) == id)
    }

    @Test func `that PostgreSQL cannot hold is malformed`() throws {
        for body in [
            { try self.echo("a\0b", "text") }, { try self.echo(JSONB(text: Array(#""\u0000""#.utf8)), "jsonb") },
            { try self.unnest("text") { $0.untyped(["a\0b"]) } }, { try self.unnest("uuid") { $0.untyped(["no uuid"]) } },
        ] {
            #expect { _ = try body() } throws: { error in
                if case .malformed = error as? Failure { true } else { false }
            }
        }
    }

    private func echo<T: PostgresValue>(_ value: T?, _ type: String) throws -> PostgresReply {
        let place = try session.send(Statement("echo:\(type)", "SELECT $1::\(type)")) { $0.value(value) }
        return try session.finish()[place]
    }

    private func text<T: PostgresValue>(_ value: T?, _ type: String) throws -> String {
        let place = try session.send(Statement("text:\(type)", "SELECT ($1::\(type))::text")) { $0.value(value) }
        return try session.finish()[place].text(0, 0)
    }

    private func unnest(_ type: String, _ fill: (inout PostgresParameters) -> Void) throws -> PostgresReply {
        let place = try session.send(Statement("unnest:\(type)", "SELECT * FROM unnest($1::\(type)[])"), fill)
        return try session.finish()[place]
    }
}
