import Core
import Testing
import Workers

@testable import Queues
@testable import guichet

/// Addresses in a database of their own, decided by the real engine.
struct NetworkHouse {
    static let queue: QueueName = "guichet.provisioning"
    static let ville = "0193a1b2-0000-7000-8000-00000000000a"
    static let mairie = "0193a1b2-0000-7000-8000-00000000000b"

    let house: DeskHouse
    let now = WallClock.now()

    init() throws {
        house = try DeskHouse()
        // Cases as the abuse desk has them, without what is not asked here.
        try house.run(
            """
            DROP TABLE IF EXISTS abuse_cases CASCADE;
            CREATE TABLE abuse_cases (
                id uuid PRIMARY KEY DEFAULT gen_random_uuid(), state text, target inet, open_key text, closed_at timestamptz,
                outcome text)
            """)
    }

    func ago(_ pause: Pause) -> Moment { now.adding(Pause(microseconds: -pause.microseconds)) }

    func prefix(_ text: String, since: Moment? = nil, id: String = DeskHouse.newId(), more: Object = [:]) -> Delivery {
        let data: Object = ["prefixId": .string(id), "prefix": .string(text), "from": .moment(since ?? ago(.days(1000)))]
        return house.event(PrefixAnnounced.type, Object(data.members + more.members))
    }

    func lease(
        _ address: String, _ organisation: String, from: Moment, to: Moment? = nil, id: String = DeskHouse.newId(),
        event: String = DeskHouse.newId(), more: Object = [:]
    ) -> Delivery {
        var data: Object = [
            "addressId": .string(id), "address": .string(address), "organisationId": .string(organisation),
            "from": .moment(from),
        ]
        if let to { data["to"] = .moment(to) }
        return house.event(AddressAssigned.type, Object(data.members + more.members), id: event)
    }

    func withdraw(_ id: String, to: Moment? = nil) -> Delivery {
        var data: Object = ["addressId": .string(id)]
        if let to { data["to"] = .moment(to) }
        return house.event(AddressWithdrawn.type, data)
    }

    func decide(_ deliveries: Delivery...) throws { try house.decide(deliveries, on: Self.queue) }

    func decide(_ deliveries: [Delivery]) throws { try house.decide(deliveries, on: Self.queue) }

    /// The rules of all refusals since the last call, with their fields: `NET-8 address`.
    func refusals() throws -> [String] {
        try house.take().filter { $0.entry.routingKey.hasPrefix("refused.") }.flatMap { row in
            let data = try JSONText.parse(row.entry.body).object?["data"]?.object
            return (data?["reasons"]?.array ?? []).compactMap(\.object).map {
                "\($0["rule"]?.string ?? "") \($0["field"]?.string ?? "")"
            }
        }
    }

    func answers(_ asks: [Ask]) throws -> [Ask: [Object]] {
        let store = PostgresStore(house.database)
        defer { store.close() }
        var question = Question(queue: Self.queue)
        question.asks = asks
        let answer = try store.open(question)
        _ = try store.commit(Changes())
        return answer.answers
    }

    func attribution(_ address: String, port: UInt16? = nil, at instant: Moment, purpose: String = "test") throws -> Attribution {
        let ask = Attribution.ask(try #require(IPAddress(address)), port: port, at: instant, purpose: purpose)
        return Attribution.answer(try #require(try answers([ask])[ask]), policy: .cautious)
    }
}

extension Attribution {
    /// The organisation that held it; nil where it is not one alone.
    var organisation: String? { if case .held(let holder) = self { holder.organisation } else { nil } }
    var candidates: Set<String>? {
        if case .ambiguous(let holders) = self { Set(holders.compactMap(\.organisation)) } else { nil }
    }
}
