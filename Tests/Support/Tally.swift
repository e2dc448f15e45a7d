package import Core
import Workers

/// Counts. Nothing in it notices a double or a wrong order: only the engine can prevent them.
package struct Tally: Entity {
    package static let kind = "tally"
    package static let table = "tallies"
    package static let references: [String] = []

    package let id: String
    package private(set) var counted: [Int64] = []
    package private(set) var rung: [Int64] = []

    package init(id: String) {
        self.id = id
    }

    package init(id: String, row: Object) throws(Failure) {
        self.id = id
        counted = row["counted"]?.array?.compactMap(\.integer) ?? []
        rung = row["rung"]?.array?.compactMap(\.integer) ?? []
    }

    package var row: Object {
        ["counted": .array(counted.map(Value.integer)), "rung": .array(rung.map(Value.integer))]
    }

    package mutating func apply(_ fact: TallyFact, at moment: Moment) {
        switch fact {
        case .counted(let number): counted.append(number)
        case .rung(let number): rung.append(number)
        }
    }
}

package enum TallyFact: Fact {
    case counted(Int64)
    case rung(Int64)

    package var name: String {
        switch self {
        case .counted: "tally.counted"
        case .rung: "tally.rung"
        }
    }

    package var data: Object {
        switch self {
        case .counted(let number), .rung(let number): ["number": .integer(number)]
        }
    }

    package init?(name: String, data: Object) {
        guard let number = data["number"]?.integer else { return nil }
        switch name {
        case "tally.counted": self = .counted(number)
        case "tally.rung": self = .rung(number)
        default: return nil
        }
    }
}

package struct Tick: Message {
    package static let type: EventType = "tally.tick"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "Adds one to a tally."

    package let tally: String
    package let number: Int64
    /// Seconds since 1970 before which it is not decided.
    package let hold: Int64
    /// Seconds after which it rings; 0 for never.
    package let ring: Int64

    package init(from form: inout Form) {
        tally = form.id("tallyId", "the tally")
        number = form.integer("number", "what to append", in: 0...1_000_000)
        hold = form.integer("hold", "not before", in: 0...100_000_000_000)
        ring = form.integer("ring", "rings after", in: 0...1_000_000)
    }

    package static func data(_ tally: String, _ number: Int64, hold: Int64 = 0, ring: Int64 = 0) -> Object {
        ["tallyId": .string(tally), "number": .integer(number), "hold": .integer(hold), "ring": .integer(ring)]
    }
}

package struct Ring: Message {
    package static let type: EventType = "tally.ring"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "What a tick set up is due."

    package let tally: String
    package let number: Int64

    package init(from form: inout Form) {
        tally = form.id("tallyId", "the tally")
        number = form.integer("number", "of the tick", in: 0...1_000_000)
    }
}

package enum CountTick: Decider {
    package static func reference(of tick: Tick) -> Reference { .id(tick.tally) }

    package static func decide(
        _ tick: Tick, given tally: Tally?, in circumstances: Circumstances
    ) -> Decision<TallyFact> {
        let hold = Moment(seconds: tick.hold)
        if circumstances.now < hold { return .postpone(until: hold, "too early") }
        if tick.ring == 0 { return .record([.counted(tick.number)]) }
        let ring = Timer(
            key: "tally/\(tick.tally)/\(tick.number)", due: circumstances.now.adding(.seconds(tick.ring)),
            event: Outgoing(type: Ring.type, data: ["tallyId": .string(tick.tally), "number": .integer(tick.number)]))
        return .record([.counted(tick.number)], Consequences(schedule: [ring]))
    }
}

package enum RingTally: Decider {
    package static func reference(of ring: Ring) -> Reference { .id(ring.tally) }

    package static func decide(
        _ ring: Ring, given tally: Tally?, in circumstances: Circumstances
    ) -> Decision<TallyFact> {
        .record([.rung(ring.number)])
    }
}
