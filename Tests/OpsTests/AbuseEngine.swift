import Core
import Foundation
import Support
import Synchronization
import Testing
import Workers

@testable import Queues
@testable import guichet

/// The deciders of abuse over a real database. What cases ask of the firewall is kept, and done by nobody.
final class AbuseEngine {
    private let house: DeskHouse
    private let codec: ReadingCodec
    private let duties: [Duty]
    private var waiting: [Delivery] = []
    /// Events for other queues, in their order.
    private(set) var sent: [Event] = []

    init(_ house: DeskHouse) {
        self.house = house
        codec = ReadingCodec(base: house.codec)
        let firewall = [BlockRequested.type, LiftRequested.type]
        duties = Roster.duties().filter { !firewall.contains($0.type) } + [Duty(IgnoreBlock.self), Duty(IgnoreLift.self)]
    }

    @discardableResult
    func report(_ reading: ReportReading, channel: String = "desk") -> String {
        let id = DeskHouse.newId()
        let raw = Array("report \(id)".utf8)
        codec.readings.set(reading, for: raw)
        publish(
            ReportReceived.type,
            [
                "reportId": .string(id), "format": "arf", "raw": .string(Base64.text(of: raw)),
                "receivedAt": .moment(WallClock.now()), "channel": .string(channel),
            ])
        return id
    }

    func publish(_ type: EventType, _ data: Object) { waiting.append(house.event(type, data)) }

    /// Decides what waits, until nothing is sent to the abuse queue any more.
    func run() throws {
        while !waiting.isEmpty {
            try step()
            waiting += takePublished()
        }
    }

    func step() throws {
        let deliveries = waiting
        waiting = []
        try AbuseEngine.decide(deliveries, house, duties, context)
    }

    /// What was published to the abuse queue; the rest is kept in `sent`.
    func takePublished() -> [Delivery] {
        do {
            let abuse = Set(duties.filter { $0.queue == ReportReceived.queue }.map(\.type.name))
            var mine: [Delivery] = []
            for row in try house.take() {
                let delivery = try house.delivery(of: row)
                if abuse.contains(row.entry.routingKey) {
                    mine.append(delivery)
                } else if !row.entry.routingKey.hasPrefix("refused.") {
                    sent.append(try codec.open(delivery, from: "guichet.notification").event)
                }
            }
            return mine
        } catch {
            Issue.record("the outbox cannot be read: \(error)")
            return []
        }
    }

    /// Four workers decide these at the same time, each on a thread and a connection of its own.
    func race(_ deliveries: [Delivery]) throws {
        let failures = Mutex<[String]>([])
        let (house, context) = (house, context)
        let shares = (0..<4).map { share in deliveries.enumerated().filter { $0.offset % 4 == share }.map(\.element) }
        DispatchQueue.concurrentPerform(iterations: 4) { share in
            let firewall = [BlockRequested.type, LiftRequested.type]
            let duties =
                Roster.duties().filter { !firewall.contains($0.type) } + [Duty(IgnoreBlock.self), Duty(IgnoreLift.self)]
            do {
                for delivery in shares[share] { try AbuseEngine.decide([delivery], house, duties, context) }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
    }

    private static func decide(
        _ deliveries: [Delivery], _ house: DeskHouse, _ duties: [Duty], _ context: Context
    ) throws {
        let store = PostgresStore(house.database)
        defer { store.close() }
        var runner = BatchRunner(
            queue: ReportReceived.queue, duties: duties, inlet: HandInlet(deliveries), store: store, context: context,
            dice: Dice(seed: UInt64.random(in: 0...UInt64.max)), limit: 1000)
        repeat { _ = try runner.step(patience: .zero) } while !runner.isIdle
    }

    private var context: Context {
        var policy = AbusePolicy(mode: .enforce)
        policy.scoring.points = [.vouched: 60, .evidence: 10, .faulty: -5, .recurrence: 20, .trusted: 20]
        policy.scoring.categories = [.spam: 20]
        var mail = AbuseClass(name: "mail", categories: [.spam])
        (mail.isAutomatic, mail.blockAt, mail.noticeAt) = (true, 70, 40)
        policy.classes = [mail]
        policy.letters.desk = "desk@guichet.example"
        let version = Dated.Version(effective: Moment(seconds: 0), name: "abuse 2026-11-01", policy: policy)
        let cautious = Policies.cautious
        return Context(
            process: "test", codec: codec,
            policies: cautious.with(abuse: Dated(version)),
            clock: { WallClock.now() }, meter: Meter(), handover: Handover(bell: QuietBell()))
    }
}

private struct QuietBell: Bell {
    func ring() {}
}

/// The wire's codec, with reports that read as the test says.
struct ReadingCodec: Codec {
    final class Readings: Sendable {
        private let known = Mutex<[[UInt8]: ReportReading]>([:])
        func set(_ reading: ReportReading, for raw: [UInt8]) { known.withLock { $0[raw] = reading } }
        func of(_ raw: [UInt8]) -> ReportReading? { known.withLock { $0[raw] } }
    }

    let base: WireCodec
    let readings = Readings()

    func open(_ delivery: Delivery, from queue: QueueName) throws(Failure) -> Opened { try base.open(delivery, from: queue) }
    func entry(for event: Event, exchange: String, routingKey: String) -> OutboxEntry {
        base.entry(for: event, exchange: exchange, routingKey: routingKey)
    }
    func text(_ value: Value) -> String { base.text(value) }
    func digest(_ text: String) -> String { base.digest(text) }
    func verify(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        base.verify(signature, of: message, by: key)
    }
    func report(_ raw: [UInt8], as format: ReportFormat) -> ReportReading {
        readings.of(raw) ?? ReportReading(kind: .unreadable)
    }
    func mark(of delivery: Delivery) -> UInt128 { base.mark(of: delivery) }
    func seal(_ body: [UInt8]) throws(Failure) -> [UInt8] { try base.seal(body) }
    func unseal(_ body: [UInt8]) throws(Failure) -> [UInt8] { try base.unseal(body) }
    func token(purpose: String, id: String) -> String { base.token(purpose: purpose, id: id) }
}

private enum IgnoreBlock: Decider {
    static func reference(of input: BlockRequested) -> Reference { .id(input.abuseCase) }
    static func decide(
        _ input: BlockRequested, given state: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCaseFact> { .ignore("this test has no firewall") }
}

private enum IgnoreLift: Decider {
    static func reference(of input: LiftRequested) -> Reference { .id(input.abuseCase) }
    static func decide(
        _ input: LiftRequested, given state: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCaseFact> { .ignore("this test has no firewall") }
}

extension DeskHouse {
    /// All that happened to a subject, as it was written.
    func history(of subject: String) throws -> [(name: String, data: Object, at: Moment)] {
        let session = PostgresSession(database)
        try session.connect()
        defer { session.drop() }
        let place = try session.send(
            Statement("test:history", "SELECT name, data, at FROM history WHERE subject = $1 ORDER BY version")
        ) { $0.value(subject) }
        return try DeskRow.all(of: try session.finish()[place]).map {
            (try $0.text("name"), try $0.object("data"), try $0.moment("at"))
        }
    }
}
