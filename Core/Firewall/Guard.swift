/// The guard of the blast radius (ABU-7): there is one, and it lets through what the policy allows.
///
/// What was granted lately is in its own row, so that no number of workers grants more than the limits together.
package struct Guard: Entity {
    package static let kind = "guard"
    package static let table = "guards"
    package static let references: [String] = []
    /// There is one, for ever.
    package static let only = "67756172-6420-8000-8000-000000000001"

    private static let minute = Pause.minutes(1)
    private static let hour = Pause.hours(1)

    package let id: String
    /// Blocks granted in the last minute.
    package private(set) var recent = Tally()
    /// Blocks granted to cases in the last hour, by a hash of the customer.
    package private(set) var customers: [String: Tally] = [:]
    /// Orders against a guard, by the block's id, each waiting for a second person.
    package private(set) var proposals: [String: Proposal] = [:]
    package private(set) var granted: Int64 = 0
    package private(set) var withheld: Int64 = 0

    package init(id: String) {
        self.id = id
    }

    package mutating func apply(_ fact: GuardFact, at moment: Moment) {
        switch fact {
        case .granted(let grant):
            granted += 1
            recent.add(at: moment)
            if let customer = grant.customer { customers[customer, default: Tally()].add(at: moment) }
            proposals[grant.block] = nil
        case .withheld: withheld += 1
        case .proposed(let block, let proposal): proposals[block] = proposal
        }
        recent.forget(before: moment.subtracting(Guard.minute))
        for customer in customers.keys {
            customers[customer]?.forget(before: moment.subtracting(Guard.hour))
            if customers[customer]?.total == 0 { customers[customer] = nil }
        }
        proposals = proposals.filter { $0.value.expires > moment }
    }

    package func count(inMinuteBefore now: Moment) -> Int64 { recent.count(after: now.subtracting(Guard.minute)) }

    package func count(of customer: String, inHourBefore now: Moment) -> Int64 {
        customers[customer]?.count(after: now.subtracting(Guard.hour)) ?? 0
    }
}

extension Guard {
    package var row: Object {
        [
            "recent": recent.value,
            "customers": .object(
                Object(customers.sorted { $0.key < $1.key }.map { Object.Member(name: $0.key, value: $0.value.value) })),
            "proposals": .object(
                Object(
                    proposals.sorted { $0.key < $1.key }.map { Object.Member(name: $0.key, value: .object($0.value.object)) })),
            "granted": .integer(granted),
            "withheld": .integer(withheld),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: "guards", id: id, row)
        self.init(id: id)
        guard let recent = row["recent"].flatMap(Tally.init) else { throw columns.unreadable("recent") }
        self.recent = recent
        guard let counted = row["customers"]?.object, let waiting = row["proposals"]?.object else {
            throw columns.unreadable("customers")
        }
        for member in counted.members {
            guard let tally = Tally(member.value) else { throw columns.unreadable("customers") }
            customers[member.name] = tally
        }
        for member in waiting.members {
            guard let proposal = member.value.object.flatMap(Proposal.init) else { throw columns.unreadable("proposals") }
            proposals[member.name] = proposal
        }
        granted = try columns.integer("granted")
        withheld = try columns.integer("withheld")
    }
}

extension Moment {
    func subtracting(_ pause: Pause) -> Moment { adding(Pause(microseconds: -pause.microseconds)) }
}
