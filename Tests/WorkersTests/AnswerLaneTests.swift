import Core
import Support
import Testing
import Workers

@Suite struct `Answers to a direct reply-to` {
    let bench = Bench()
    let direct = "amq.rabbitmq.reply-to.abc.def"

    /// An outlet whose connection dies of whatever is sent.
    private final class Dying: Outlet {
        var room: Int { 1 }
        var isBlocked: Bool { false }
        var descriptor: Int32 { -1 }
        func send(_ parcel: Parcel) throws(Failure) { throw .transient("541 INTERNAL_ERROR") }
        func settle(within patience: Pause) throws(Failure) -> [Settlement] { [] }
        func attend() {}
        func close() {}
    }

    @Test func `that kill their connection stop no event, and are dropped`() throws {
        var changes = Changes()
        changes.outbox = [("", direct), (Topology.events, "refused.a"), ("", direct)].map {
            OutboxEntry(exchange: $0.0, routingKey: $0.1, properties: Properties(), body: [])
        }
        let store = bench.database.store()
        _ = try store.open(Question(queue: Bench.account))
        let ids = try store.commit(changes)
        bench.context().handover.give(zip(ids, changes.outbox).map { OutboxRow(id: $0, entry: $1) })
        let outlet = bench.broker.outlet(window: 10)
        var relay = Relay(
            outlet: outlet, answering: { Dying() }, outbox: bench.database.relayOutbox(), context: bench.context("one"))
        for _ in 0..<3 { try relay.turn(patience: .zero) }
        #expect(outlet.sent.map(\.routingKey) == ["refused.a"])
        #expect(bench.database.outbox.isEmpty && relay.isIdle)
    }

    @Test func `go over a connection of their own`() throws {
        var changes = Changes()
        changes.outbox = [OutboxEntry(exchange: "", routingKey: direct, properties: Properties(), body: [])]
        let store = bench.database.store()
        _ = try store.open(Question(queue: Bench.account))
        let ids = try store.commit(changes)
        bench.context().handover.give(zip(ids, changes.outbox).map { OutboxRow(id: $0, entry: $1) })
        let (outlet, own) = (bench.broker.outlet(window: 10), bench.broker.outlet(window: 10))
        var relay = Relay(outlet: outlet, answering: { own }, outbox: bench.database.relayOutbox(), context: bench.context("one"))
        for _ in 0..<3 { try relay.turn(patience: .zero) }
        #expect(outlet.sent.isEmpty && own.sent.map(\.routingKey) == [direct])
        #expect(bench.database.outbox.isEmpty)
    }
}
