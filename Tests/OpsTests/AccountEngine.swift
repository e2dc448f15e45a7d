import Core
import Foundation
import Support
import Synchronization
import Testing
import Workers

@testable import Queues
@testable import guichet

/// The deciders of accounts and companies, and the mails, over a real database and a clock that may be ahead.
final class AccountEngine {
    private let house: DeskHouse
    private let clock: EarlyClock
    private let codec: WireCodec
    private var waiting: [Delivery] = []
    /// Mails sent so far, in their order.
    private(set) var mails: [NotificationSend] = []

    init(_ house: DeskHouse) throws {
        self.house = house
        let clock = EarlyClock()
        self.clock = clock
        codec = try WireCodec(secret: Array(repeating: 7, count: 32), now: { clock.now })
    }

    var now: Moment { clock.now }

    func publish(_ type: EventType, _ data: Object, id: String = DeskHouse.newId()) {
        waiting.append(house.event(type, data, id: id))
    }

    /// Decides and sends what waits, until nothing is left to do now.
    func run() throws {
        while true {
            let deliveries = waiting
            waiting = []
            if !deliveries.isEmpty { try Self.decide(deliveries, house, context) }
            let rows = try house.take()
            if deliveries.isEmpty, rows.isEmpty { return }
            for row in rows { try route(row) }
        }
    }

    private func route(_ row: OutboxRow) throws {
        let delivery = try house.delivery(of: row)
        let key = row.entry.exchange == Topology.requeue ? "guichet.account" : row.entry.routingKey
        if key == NotificationSend.type.name {
            let event = try codec.open(delivery, from: NotificationSend.queue).event
            var form = Form(event.data, digest: { $0 })
            mails.append(NotificationSend(from: &form))
            try send(delivery)
        } else if key.hasPrefix("account.") || key.hasPrefix("company.") || key == "guichet.account" {
            waiting.append(delivery)
        }
    }

    private func send(_ mail: Delivery) throws {
        let store = PostgresStore(house.database)
        defer { store.close() }
        var runner = EffectRunner(
            queue: NotificationSend.queue, duties: Roster.duties(Roster.Effects(mail: MailStub())), inlet: HandInlet([mail]),
            store: store, context: context, dice: Dice(seed: UInt64.random(in: 0...UInt64.max)))
        repeat { _ = try runner.step(patience: .zero) } while !runner.isIdle
    }

    /// Lets time pass, and works on what comes due.
    func wait(_ pause: Pause) throws {
        clock.advance(by: pause)
        let agenda = PostgresAgenda(house.database)
        defer { agenda.close() }
        _ = try agenda.fire(upTo: 1000, until: now, now: now)
        try run()
    }

    /// So many workers decide what waits at the same time, each on a thread and a connection of its own.
    func race(_ workers: Int) throws {
        let (deliveries, house, context) = (waiting, house, context)
        waiting = []
        let failures = Mutex<[String]>([])
        let shares = (0..<workers).map { share in
            deliveries.enumerated().filter { $0.offset % workers == share }.map(\.element)
        }
        DispatchQueue.concurrentPerform(iterations: workers) { share in
            do {
                for delivery in shares[share] { try Self.decide([delivery], house, context) }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
    }

    private static func decide(_ deliveries: [Delivery], _ house: DeskHouse, _ context: Context) throws {
        let store = PostgresStore(house.database)
        defer { store.close() }
        var runner = BatchRunner(
            queue: "guichet.account", duties: Roster.duties(), inlet: HandInlet(deliveries), store: store,
            context: context, dice: Dice(seed: UInt64.random(in: 0...UInt64.max)), limit: 100)
        repeat { _ = try runner.step(patience: .zero) } while !runner.isIdle
    }

    /// A deletion waits for a day: the inbox has partitions for the days after.
    private var context: Context {
        var policies = Policies.cautious
        let policy = AccountPolicy(recoveryMinutes: 60, coolingOffDays: 1, traceHours: 36)
        policies.accounts = Dated(Dated.Version(effective: Moment(seconds: 0), name: "hasty", policy: policy))
        return Context(
            process: "test", codec: codec, policies: policies, clock: { [clock] in clock.now }, meter: Meter(),
            handover: Handover(bell: NoBell()))
    }

    // MARK: People

    static let hash = "$scrypt$ln=17,r=8,p=1$\(String(repeating: "c2Fs", count: 6))$\(String(repeating: "aGFz", count: 10))"

    /// From the sign-up to the profile; returns the account.
    @discardableResult
    func person(_ email: String, name: String = "Ada Lovelace") throws -> String {
        let account = DeskHouse.newId()
        publish(SignupRequested.type, ["accountId": .string(account), "email": .string(email), "locale": "en"])
        try run()
        try confirm(account, name: name, by: "verify-address")
        return account
    }

    /// The link of the last mail of this template, and all that follows it.
    func confirm(_ account: String, name: String, by template: String) throws {
        publish(EmailConfirmed.type, ["token": .string(try token(template))])
        publish(PasswordSet.type, ["accountId": .string(account), "passwordHash": .string(Self.hash)])
        publish(ProfileCompleted.type, ["accountId": .string(account), "fullName": .string(name), "jobTitle": "Analyst"])
        try run()
    }

    func token(_ template: String) throws -> String {
        let link = try #require(mails.last { $0.template == template }?.link)
        return house.codec.token(purpose: link.purpose, id: link.tokenId)
    }

    /// A company, registered by this person; returns it.
    @discardableResult
    func company(_ name: String, number: String, by account: String) throws -> String {
        let company = DeskHouse.newId()
        publish(
            CompanyRegistered.type,
            [
                "accountId": .string(account), "companyId": .string(company), "legalName": .string(name), "country": "FR",
                "registrationNumber": .string(number), "companyType": "enterprise",
            ])
        try run()
        return company
    }
}

/// The wall's clock, put forward.
private final class EarlyClock: Sendable {
    private let ahead = Mutex(Pause.zero)

    var now: Moment { WallClock.now().adding(ahead.withLock { $0 }) }

    func advance(by pause: Pause) {
        ahead.withLock { $0 = Pause(microseconds: $0.microseconds + pause.microseconds) }
    }
}

private struct NoBell: Bell {
    func ring() {}
}
