import Core
import Queues
import Testing

@Suite struct `A claim` {
    private func claim(_ id: String, time: Value?, source: Value = "/portal", queue: QueueName = WireSample.queue) throws -> Claim
    {
        var event = try JSONText.parse(Array(WireSample.structured.utf8)).object ?? Object()
        event["id"] = .string(id)
        event["time"] = time
        event["source"] = source
        return try WireSample.codec().open(WireSample.delivery(JSONText.bytes(.object(event))), from: queue).claim
    }

    private let noon = WireSample.noon.day

    @Test func `of a UUIDv7 lies on the day inside the id, whatever time the producer gives`() throws {
        let first = try claim(WireSample.id, time: "2026-11-21T12:00:00Z")
        #expect(first.days == [noon])
        #expect(first.key == UUIDText.bits(WireSample.id))
        #expect(try claim(WireSample.id, time: nil) == first)
        #expect(try claim(WireSample.id, time: "2026-10-30T12:00:00Z") == first)
        #expect(try claim(WireSample.id, time: "2020-01-01T00:00:00Z") == first)
    }

    @Test func `of another id lies on the day of its time and the neighbours`() throws {
        let timed = try claim("6b1f8a52-0c1d-4f8e-9d3a-1b2c3d4e5f60", time: "2026-11-21T23:59:59Z")
        #expect(timed.key == UUIDText.bits("6b1f8a52-0c1d-4f8e-9d3a-1b2c3d4e5f60"))
        #expect(timed.days == [noon.advanced(by: -1), noon, noon.advanced(by: 1)])
        let later = try claim("6b1f8a52-0c1d-4f8e-9d3a-1b2c3d4e5f60", time: "2026-11-22T00:00:01Z")
        #expect(later.key == timed.key && !Set(later.days).isDisjoint(with: timed.days))
    }

    @Test func `without any date is kept for ever`() throws {
        #expect(try claim("order 42", time: nil).days == [Claim.undated])
        #expect(try claim("6b1f8a52-0c1d-4f8e-9d3a-1b2c3d4e5f60", time: nil).days == [Claim.undated])
    }

    @Test func `of an upper-case UUID is not that of the lower-case one`() throws {
        let upper = try claim(WireSample.id.uppercased(), time: nil)
        #expect(upper.key != UUIDText.bits(WireSample.id))
        #expect(upper.days == [Claim.undated])
        #expect(upper.key == (try claim(WireSample.id.uppercased(), time: nil)).key)
    }

    @Test func `belongs to one queue and one source`() throws {
        let here = try claim("order 42", time: nil)
        #expect(try claim("order 42", time: nil) == here)
        #expect(try claim("order 42", time: nil, source: "/desk").scope != here.scope)
        #expect(try claim("order 42", time: nil, queue: "guichet.ticket").scope != here.scope)
        let run = try claim("order 42", time: nil, source: "bc", queue: "a").scope
        #expect(try claim("order 42", time: nil, source: "c", queue: "ab").scope != run)
    }

    /// Seconds from now, and whether an event made then is opened.
    private static let edges: [(Int64, Bool)] = [
        (-2_592_000, true), (-2_592_001, false), (86_400, true), (86_401, false), (-1_700_000_000, false),
        (17_000_000_000, false),
    ]

    @Test(arguments: edges)
    func `is made within the horizon of its time`(_ seconds: Int64, _ isWithin: Bool) throws {
        let now = WireSample.noon
        var delivery = try WireSample.changing("id", to: "order 42")
        var event = try JSONText.parse(delivery.body).object ?? Object()
        event["time"] = .moment(now.adding(.seconds(seconds)))
        delivery.body = JSONText.bytes(.object(event))
        #expect(try WireSample.field(of: delivery, at: now) == (isWithin ? "opened" : "time"))
    }

    @Test(arguments: edges)
    func `is made within the horizon of its id`(_ seconds: Int64, _ isWithin: Bool) throws {
        let id = UUIDText.text(UUIDText.version7(at: WireSample.noon.adding(.seconds(seconds)), random: 5))
        var delivery = try WireSample.changing("id", to: .string(id))
        var event = try JSONText.parse(delivery.body).object ?? Object()
        event["time"] = nil
        delivery.body = JSONText.bytes(.object(event))
        #expect(try WireSample.field(of: delivery, at: WireSample.noon) == (isWithin ? "opened" : "id"))
    }

    @Test func `outside the horizon says so in its first words`() throws {
        let refusal = try WireSample.refusal(of: WireSample.delivery(), at: WireSample.noon.adding(.days(31)))
        #expect(refusal == .malformed(field: "id", message: "outside the horizon: too old"))
        let early = try WireSample.refusal(of: WireSample.delivery(), at: WireSample.noon.adding(.days(-2)))
        #expect(early == .malformed(field: "time", message: "outside the horizon: from the future"))
    }

    @Test func `keeps to the horizon it is given`() throws {
        let now = WireSample.noon.adding(.days(2))
        let codec = try WireCodec(secret: WireSample.secret, horizon: Horizon(back: .days(1)), now: { now })
        #expect(throws: Failure.malformed(field: "id", message: "outside the horizon: too old")) {
            try codec.open(WireSample.delivery(), from: WireSample.queue)
        }
    }
}
