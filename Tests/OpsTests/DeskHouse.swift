import Core
import Foundation
import Synchronization
import Workers

@testable import Queues
@testable import guichet

/// A database of its own, in which the real engine decides real events; dropped with this object.
final class DeskHouse: Sendable {
    let database: PostgresSettings
    let codec: WireCodec
    private let name: String

    init() throws {
        name = "guichet_desk_\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
        codec = try WireCodec(secret: Array(repeating: 7, count: 32), now: { WallClock.now() })
        database = PostgresSettings(url: try Self.url(of: name))
        let template = try Self.template.withLock { try $0 ?? Self.makeTemplate(&$0) }
        try Self.run("CREATE DATABASE \(name) TEMPLATE \(template)", at: try Self.server())
    }

    deinit {
        do {
            try Self.run("DROP DATABASE \(name) WITH (FORCE)", at: try Self.server())
        } catch {
            print("database \(name) was not dropped: \(error)")
        }
    }

    func desk() throws -> OperatorDesk { try OperatorDesk(database) }

    // MARK: The engine

    /// Decides these deliveries as a worker of the queue would, in one batch.
    func decide(_ deliveries: [Delivery], on queue: QueueName = "guichet.account") throws {
        let store = PostgresStore(database)
        defer { store.close() }
        var runner = BatchRunner(
            queue: queue, duties: Roster.duties(), inlet: HandInlet(deliveries), store: store, context: context,
            dice: Dice(seed: UInt64.random(in: 0...UInt64.max)), limit: 100)
        repeat { _ = try runner.step(patience: .zero) } while !runner.isIdle
    }

    /// Performs every mail of the outbox by this adapter.
    func sendMails(by mail: MailStub = MailStub()) throws {
        let store = PostgresStore(database)
        defer { store.close() }
        let mails = try take().filter { $0.entry.routingKey == NotificationSend.type.name }
        var runner = EffectRunner(
            queue: NotificationSend.queue, duties: Roster.duties(Roster.Effects(mail: mail)),
            inlet: HandInlet(mails.map { Self.delivery(of: $0.entry, body: $0.entry.body) }), store: store, context: context,
            dice: Dice(seed: 1))
        repeat { _ = try runner.step(patience: .zero) } while !runner.isIdle
    }

    /// Takes everything out of the outbox, as the relay would once it is published.
    func take() throws -> [OutboxRow] {
        try run("UPDATE outbox SET leased_until = '-infinity'")
        let outbox = PostgresOutbox(database)
        defer { outbox.close() }
        let rows = try outbox.lease(upTo: 1000, until: WallClock.now().adding(.hours(1)), now: WallClock.now())
        try outbox.forget(rows.map(\.id))
        return rows
    }

    /// As the broker would hand over what the relay published.
    func delivery(of row: OutboxRow) throws -> Delivery {
        Self.delivery(of: row.entry, body: row.entry.isSealed ? try codec.unseal(row.entry.body) : row.entry.body)
    }

    private static func delivery(of entry: OutboxEntry, body: [UInt8]) -> Delivery {
        Delivery(
            token: DeliveryToken(epoch: 1, tag: 1), exchange: entry.exchange, routingKey: entry.routingKey,
            redelivered: false, properties: entry.properties, body: body)
    }

    private var context: Context {
        Context(
            process: "test", codec: codec, clock: { WallClock.now() }, meter: Meter(), handover: Handover(bell: DumbBell()))
    }

    // MARK: Events

    static func newId() -> String {
        UUIDText.text(UUIDText.version7(at: WallClock.now(), random: UInt128.random(in: 0...UInt128.max)))
    }

    func event(
        _ type: EventType, _ data: Object, id: String = DeskHouse.newId(), subject: String? = nil, sequence: Int64? = nil
    ) -> Delivery {
        let envelope = Envelope(
            id: id, source: "/portal", type: type, subject: subject, time: WallClock.now(), sequence: sequence)
        let entry = codec.entry(
            for: Event(envelope: envelope, data: data), exchange: Topology.events, routingKey: type.name)
        var delivery = Self.delivery(of: entry, body: entry.body)
        delivery.properties.userId = "portal"
        return delivery
    }

    func signUp(
        _ account: String, _ email: String, id: String = DeskHouse.newId(), sequence: Int64? = nil
    ) -> Delivery {
        event(
            "account.signup.requested", ["accountId": .string(account), "email": .string(email)], id: id,
            subject: sequence == nil ? nil : "account/\(account)", sequence: sequence)
    }

    func setPassword(_ account: String, id: String = DeskHouse.newId(), sequence: Int64? = nil) -> Delivery {
        let hash = "$scrypt$ln=17,r=8,p=1$\(String(repeating: "c2Fs", count: 6))$\(String(repeating: "aGFz", count: 10))"
        return event(
            "account.password.set", ["accountId": .string(account), "passwordHash": .string(hash)], id: id,
            subject: sequence == nil ? nil : "account/\(account)", sequence: sequence)
    }

    /// The click on the link of the mail that this sign-up caused.
    func confirm(_ signUp: String) -> Delivery {
        let circumstances = Circumstances(
            now: WallClock.now(), cause: "/portal \(signUp)", digest: { Digest(of: $0).text }, tokenHash: { _, _ in "" })
        let token = codec.token(purpose: Account.linkPurpose, id: circumstances.derivedId("token"))
        return event("account.email.confirmed", ["token": .string(token)])
    }

    // MARK: SQL

    func run(_ script: String) throws { try Self.run(script, at: database.url) }

    /// The first column of each row.
    func texts(_ sql: String) throws -> [String] {
        let session = PostgresSession(database)
        try session.connect()
        defer { session.drop() }
        let place = try session.send(Statement("test:\(sql)", sql))
        let reply = try session.finish()[place]
        return (0..<reply.count).map { reply.text($0, 0) }
    }

    /// A migrated database that this process copies; the next process makes its own in its place.
    private static let template = Mutex<String?>(nil)

    private static func makeTemplate(_ made: inout String?) throws -> String {
        let name = "guichet_desk_template"
        try run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", at: try server())
        try run("CREATE DATABASE \(name) TEMPLATE template0", at: try server())
        _ = try Migrations(PostgresSettings(url: try url(of: name))).migrate(now: WallClock.now())
        made = name
        return name
    }

    private static func url(of database: String) throws -> String {
        let server = try server()
        return server + (server.contains("?") ? "&" : "?") + "dbname=\(database)"
    }

    private static func server() throws -> String {
        guard let url = ProcessInfo.processInfo.environment["GUICHET_TEST_DATABASE_URL"] else {
            throw Failure.fatal("set GUICHET_TEST_DATABASE_URL to the URL of a PostgreSQL superuser (Ops/test does)")
        }
        return url
    }

    private static func run(_ script: String, at url: String) throws {
        let session = PostgresSession(PostgresSettings(url: url))
        try session.connect()
        defer { session.drop() }
        try session.run(script: script)
    }
}

/// Deliveries given by hand.
final class HandInlet: Inlet {
    private var deliveries: [Delivery]

    init(_ deliveries: [Delivery]) { self.deliveries = deliveries }

    let descriptor: Int32 = -1
    func attend() {}
    func check() {}
    func acknowledge(through token: DeliveryToken) {}
    func cancel() {}
    func close() {}

    func take(upTo limit: Int, within patience: Pause) -> [Delivery] {
        defer { deliveries = Array(deliveries.dropFirst(limit)) }
        return Array(deliveries.prefix(limit))
    }
}

/// A mail server that takes everything, or nothing.
final class MailStub: Effect {
    private let failure: Failure?

    init(_ failure: Failure? = nil) { self.failure = failure }

    func perform(_ command: NotificationSend, key: String, attend: () -> Void) throws(Failure) -> MailReceipt {
        if let failure { throw failure }
        return MailReceipt(messageId: "\(key)@example.org", reply: "250 queued", templateVersion: "1", size: 1000)
    }
}

private struct DumbBell: Bell {
    func ring() {}
}
