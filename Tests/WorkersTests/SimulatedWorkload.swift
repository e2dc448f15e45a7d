import Core
import Support
import Synchronization
import Workers

/// What producers publish in a simulation, and what must become of it.
struct SimulatedWorkload {
    enum Expectation: Equatable {
        case verdict(ClaimVerdict)
        /// One of its rivals is recorded, the others are refused.
        case rival(String)
        /// A dead letter, and nothing else.
        case dead(DeadLetter.Kind)
    }

    struct Planned {
        let event: Event
        let expectation: Expectation
    }

    private(set) var planned: [Planned] = []
    /// Numbers each tally must hold, and whether their order is promised.
    private(set) var tallies: [String: (numbers: [Int64], isOrdered: Bool, rung: [Int64])] = [:]
    /// Facts each sequenced account must hold.
    private(set) var accounts: [String: [String]] = [:]
    private var dice: Dice
    private let codec: PlainCodec
    private let now: Moment
    private var count = 0

    init(_ dice: Dice, codec: PlainCodec, now: Moment) {
        self.dice = dice
        self.codec = codec
        self.now = now
        addTally(ticks: 3 + roll(4), isOrdered: true)
        addTally(ticks: 2 + roll(3), isOrdered: false)
        addAccount()
        if roll(2) == 0 { addRivals() }
        if roll(3) == 0 { add("nobody.wants.this", [:], .dead(.unroutable)) }
    }

    /// In the order they are published: shuffled a little or a lot, one in ten doubled.
    mutating func publications() -> [Event] {
        var order = planned.map(\.event)
        let reach = [1, 4, 100][roll(3)]
        for index in order.indices.dropFirst() {
            order.swapAt(index, max(0, index - roll(reach)))
        }
        for event in order where roll(10) == 0 { order.insert(event, at: roll(order.count + 1)) }
        return order
    }

    // MARK: Plans

    private mutating func addTally(ticks: Int, isOrdered: Bool) {
        let id = newId()
        var numbers: [Int64] = []
        var rung: [Int64] = []
        for number in 1...Int64(ticks) {
            let hold = roll(8) == 0 ? now.microseconds / 1_000_000 + Int64(roll(20)) : 0
            let ring = roll(5) == 0 ? Int64(1 + roll(10)) : 0
            if ring > 0 { rung.append(number) }
            numbers.append(number)
            add(
                Tick.type.name, Tick.data(id, number, hold: hold, ring: ring), .verdict(.recorded), subject: "tally/\(id)",
                sequence: isOrdered ? number : nil)
        }
        tallies["tally/\(id)"] = (numbers, isOrdered, rung)
    }

    private mutating func addAccount() {
        let id = newId()
        let subject = "account/\(id)"
        let email = "someone\(count)@example.org"
        var facts: [String] = []
        var sequence: Int64 = 0
        func next() -> Int64 {
            sequence += 1
            return sequence
        }
        let hash = "$scrypt$ln=14,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA"
        let profile: Object = ["accountId": .string(id), "fullName": "Ada", "jobTitle": "Analyst"]
        let signUp = add(
            "account.signup.requested", ["accountId": .string(id), "email": .string(email)], .verdict(.recorded),
            subject: subject, sequence: next())
        facts.append("account.signed_up")
        var token = token(of: signUp, account: id, email: email)
        if roll(3) == 0 {
            add(
                "account.password.set", ["accountId": .string(id), "passwordHash": .string(hash)], .verdict(.refused),
                subject: subject, sequence: next())
        }
        if roll(2) == 0 {
            let resend = add(
                "account.verification.resend", ["email": .string(email.uppercased())], .verdict(.recorded), subject: subject,
                sequence: next())
            facts.append("account.verification_resent")
            add("account.email.confirmed", ["token": .string(token)], .verdict(.refused), subject: subject, sequence: next())
            token = self.token(of: resend, account: id, email: email)
        }
        add("account.email.confirmed", ["token": .string(token)], .verdict(.recorded), subject: subject, sequence: next())
        facts.append("account.email_confirmed")
        add(
            "account.password.set", ["accountId": .string(id), "passwordHash": .string(hash)], .verdict(.recorded),
            subject: subject, sequence: next())
        facts.append("account.password_set")
        if roll(4) == 0 {
            add("account.profile.completed", ["accountId": "7"], .verdict(.refused), subject: subject, sequence: next())
        }
        add("account.profile.completed", profile, .verdict(.recorded), subject: subject, sequence: next())
        facts.append("account.profile_completed")
        for change in 0..<roll(3) {
            var changed = profile
            changed["jobTitle"] = .string("Analyst \(change)")
            add("account.profile.changed", changed, .verdict(.recorded), subject: subject, sequence: next())
            facts.append("account.profile_changed")
            if roll(3) == 0 {
                add("account.profile.changed", changed, .verdict(.ignored), subject: subject, sequence: next())
            }
        }
        accounts[subject] = facts
    }

    private mutating func addRivals() {
        let email = "rival\(count)@example.org"
        for _ in 0..<2 {
            let spelling = roll(2) == 0 ? email : "R" + email.dropFirst()
            add("account.signup.requested", ["accountId": .string(newId()), "email": .string(spelling)], .rival(email))
        }
    }

    // MARK: Events

    @discardableResult
    private mutating func add(
        _ type: String, _ data: Object, _ expectation: Expectation, subject: String? = nil, sequence: Int64? = nil
    ) -> Envelope {
        count += 1
        var envelope = Envelope(
            id: newId(), source: "/portal", type: EventType(type), subject: subject, sequence: sequence,
            replyTo: SimulatedWorld.answers.name)
        switch roll(4) {
        case 0: envelope.id = "message \(count)"
        case 1:
            envelope.id = "message \(count)"
            envelope.time = now
        default: break
        }
        planned.append(Planned(event: Event(envelope: envelope, data: data), expectation: expectation))
        return envelope
    }

    /// The token that the mail caused by this event will carry: asked of the rule itself.
    private func token(of cause: Envelope, account: String, email: String) -> String {
        let tokens = Mutex<[String]>([])
        let codec = codec
        let circumstances = Circumstances(
            now: now, cause: "\(cause.source) \(cause.id)", digest: { codec.digest($0) },
            tokenHash: { purpose, id in
                let token = codec.token(purpose: purpose, id: id)
                tokens.withLock { $0.append(token) }
                return codec.digest(token)
            })
        var form = Form(["accountId": .string(account), "email": .string(email)], digest: { $0 })
        _ = Account.signUp(SignupRequested(from: &form), given: nil, in: circumstances)
        return tokens.withLock { $0.first ?? "" }
    }

    private mutating func newId() -> String {
        UUIDText.text(UUIDText.version7(at: now, random: dice.bits128()))
    }

    private mutating func roll(_ sides: Int) -> Int { Int(dice.next() % UInt64(sides)) }
}
