import Core

/// What the tests of guard and blocks have in common.
enum FirewallSamples {
    static let now = Moment(seconds: 1_795_262_400)
    static let address = IPAddress(.v4, bits: 0xC000_020A)
    static let target = BlockTarget(IPPrefix(address), .smtp)
    static let policy = FirewallPolicy(
        perMinute: 60, perCustomerPerHour: 20, longestHours: 720, orderHours: 24, proposalMinutes: 60, twoPeopleFromHours: 720)

    static func policies(_ policy: FirewallPolicy) -> Policies {
        var policies = Policies.cautious
        policies.firewall = Dated(.init(effective: Moment(microseconds: 0), name: "firewall of the test", policy: policy))
        return policies
    }

    static func prefix(_ text: String) -> IPPrefix { IPPrefix(text) ?? IPPrefix(IPAddress(.v6, bits: 0)) }
    static func target(_ text: String, _ scope: BlockScope = .smtp) -> BlockTarget { BlockTarget(prefix(text), scope) }
    static func caseId(_ number: Int) -> String { UUIDText.text(UInt128(0xCA5E) << 112 | UInt128(number)) }

    /// Ours are 192.0.2.0/24 and 2001:db8::/32; 192.0.2.128/28 and 2001:db8:0:5::7 are protected.
    static func circumstances(
        at moment: Moment = now, about prefix: IPPrefix = target.prefix, policy: FirewallPolicy = policy, actor: String? = nil,
        gateways: [String] = ["default"]
    ) -> Circumstances {
        let all: [(String, Bool)] = [
            ("192.0.2.0/24", false), ("192.0.2.128/28", true), ("2001:db8::/32", false), ("2001:db8:0:5::7", true),
        ]
        let found = all.filter { FirewallSamples.prefix($0.0).contains(prefix) || prefix.contains(FirewallSamples.prefix($0.0)) }
        return Circumstances(
            now: moment, cause: "/desk \(moment)", actor: actor,
            answers: [
                OwnPrefixes.ask(of: prefix): found.map { ["prefix": .string($0.0), "protected": .bool($0.1)] },
                Gateways.ask: gateways.map { ["name": .string($0)] },
            ], policies: policies(policy), digest: Samples.digest, tokenHash: { $0 + $1 })
    }

    static func request(
        _ target: BlockTarget = target, case number: Int = 1, customer: String = "organisation/1",
        until: Moment = now.adding(.hours(1))
    ) -> BlockRequested {
        let outgoing = BlockRequested.outgoing(
            target, for: caseId(number), of: customer, until: until, because: "spam", in: circumstances())
        return Samples.read(BlockRequested.self, outgoing.data)
    }

    static func order(
        _ target: BlockTarget = target, by: String, expires: Moment? = nil
    ) -> BlockOrdered {
        Samples.read(
            BlockOrdered.self,
            [
                "address": .string(target.prefix.description), "scope": .string(target.scope.rawValue), "by": .string(by),
                "expires": .moment(expires), "reason": "a person saw it",
            ])
    }

    static func unblock(_ target: BlockTarget = target, by: String) -> UnblockOrdered {
        Samples.read(
            UnblockOrdered.self,
            [
                "address": .string(target.prefix.description), "scope": .string(target.scope.rawValue), "by": .string(by),
                "reason": "a mistake",
            ])
    }

    static func granted(
        _ target: BlockTarget = target, case number: Int? = 1, until: Moment = now.adding(.hours(1))
    ) -> BlockGranted {
        Samples.read(
            BlockGranted.self,
            [
                "blockId": .string(target.blockId(circumstances())), "target": .string(target.prefix.description),
                "scope": .string(target.scope.rawValue), "caseId": .text(number.map(caseId)), "until": .moment(until),
                "reason": "spam",
            ])
    }

    static func lift(case number: Int) -> LiftRequested {
        Samples.read(
            LiftRequested.self,
            LiftRequested.outgoing(target.blockId(circumstances()), for: caseId(number), because: "attested").data)
    }
}

/// An entity and what was decided on it, one after another.
struct Told<State: Entity> {
    var state: State
    private let id: String
    private var isNew = true
    var history: [(name: String, data: Object, at: Moment)] = []

    init(_ id: String) {
        self.id = id
        state = State(id: id)
    }

    var given: State? { isNew ? nil : state }

    @discardableResult
    mutating func take(_ decision: Decision<State.Happening>, at moment: Moment = FirewallSamples.now) -> Decision<
        State.Happening
    > {
        for fact in decision.facts ?? [] {
            state.apply(fact, at: moment)
            history.append((fact.name, fact.data, moment))
            isNew = false
        }
        return decision
    }

    /// True where history gives the row again, and the row itself.
    func isReplayed() throws -> Bool {
        var replayed = State(id: id)
        for entry in history {
            guard let fact = State.Happening(name: entry.name, data: entry.data) else { return false }
            replayed.apply(fact, at: entry.at)
        }
        return try replayed.row == state.row && State(id: id, row: state.row).row == state.row
    }
}

extension Decision {
    var sent: [String] {
        (consequences?.send ?? []).map { $0.type.name + ($0.data["state"]?.string.map { " \($0)" } ?? "") }
    }
}
