import Core
import Foundation
import Queues
import Workers

/// The day's events, published one after the other as the portal would.
struct SampleDay {
    private let portal: RabbitURL
    let staff: RabbitURL
    let mails: MailReader?
    /// Makes each run's people its own.
    let run = String(NewId.make(at: WallClock.now()).suffix(6))
    private(set) var rows: [SampleRow] = []

    /// Passwords as the edge would hand them on. Nobody can log in with these: they are hashes of nothing.
    static let hash = "$scrypt$ln=17,r=8,p=1$Z3VpY2hldC1zYW1wbGUtc2FsdA$c2FtcGxlIGhhc2ggb2Ygbm9ib2R5J3MgcGFzc3dvcmQuLi4"
    private static let patience = Pause.seconds(15)

    init(portal: RabbitURL, staff: RabbitURL, mails: MailReader?) {
        self.portal = portal
        self.staff = staff
        self.mails = mails
    }

    struct Person {
        let account: String
        let email: String
    }

    private func person(_ name: String) -> Person {
        Person(account: NewId.make(at: WallClock.now()), email: "\(name).\(run)@example.org")
    }

    mutating func tell() throws {
        let (claire, james, amelie) = (person("claire.dubois"), person("james.smith"), person("amelie.noel"))
        try signUps(claire, james, amelie)
        try mistakes(claire, james)
        try claireGoesOn(claire)
        try amelieAsksAgain(amelie)
        try onboard(claire, james, amelie)
    }

    private mutating func signUps(_ claire: Person, _ james: Person, _ amelie: Person) throws {
        let first = try event("account.signup.requested", signUp(claire, "fr"))
        try ask("Claire Dubois s'inscrit", first, expecting: "accepted")
        try ask("the same message again", first, expecting: "counted once")
        try ask(
            "Claire clicks twice: another message", try event("account.signup.requested", signUp(claire, "fr")),
            expecting: "ignored")
        try ask("James Smith signs up", try event("account.signup.requested", signUp(james, "en")), expecting: "accepted")
        try ask("Amélie Noël s'inscrit", try event("account.signup.requested", signUp(amelie, "fr")), expecting: "accepted")
    }

    private mutating func mistakes(_ claire: Person, _ james: Person) throws {
        try ask(
            "a password before the address is confirmed",
            try event("account.password.set", ["accountId": .string(james.account), "passwordHash": .string(Self.hash)]),
            expecting: "refused")
        let other = Person(account: NewId.make(at: WallClock.now()), email: claire.email)
        try ask(
            "somebody takes Claire's address", try event("account.signup.requested", signUp(other, "en")), expecting: "refused")
        try ask(
            "no id, and no address", try event("account.signup.requested", ["email": "ada at example.org"]), expecting: "refused")
        try sendNoEvent()
    }

    private mutating func claireGoesOn(_ claire: Person) throws {
        guard let mails else { return }
        let token = try mails.token(to: claire.email)
        try ask(
            "Claire clicks the link of her mail", try event("account.email.confirmed", ["token": .string(token)]),
            expecting: "accepted")
        try ask("and clicks it again", try event("account.email.confirmed", ["token": .string(token)]), expecting: "refused")
        try ask(
            "Claire sets a password",
            try event("account.password.set", ["accountId": .string(claire.account), "passwordHash": .string(Self.hash)]),
            expecting: "accepted")
        try wrongOrder(claire)
    }

    /// The second profile is sent first. It waits for its predecessor, so both are accepted.
    private mutating func wrongOrder(_ claire: Person) throws {
        func profile(_ type: EventType, _ job: String, _ sequence: Int64) throws -> Publication {
            try event(
                type, ["accountId": .string(claire.account), "fullName": "Claire Dubois", "jobTitle": .string(job)],
                subject: "account/\(claire.account)", sequence: sequence)
        }
        let second = try profile("account.profile.changed", "Directrice", 2)
        let early = EarlyQuestion(second, to: portal, within: Self.patience)
        early.awaitSending()
        try ask(
            "Claire completes her profile (sequence 1)", try profile("account.profile.completed", "Acheteuse", 1),
            expecting: "accepted")
        let (fate, milliseconds) = try early.fate()
        note("her change of it (sequence 2), sent before", second, fate, milliseconds, expecting: "accepted")
    }

    private mutating func amelieAsksAgain(_ amelie: Person) throws {
        guard let mails else { return }
        let old = try mails.token(to: amelie.email)
        try ask(
            "Amélie demande un nouveau lien", try event("account.verification.resend", ["email": .string(amelie.email)]),
            expecting: "accepted")
        try ask("Amélie clicks the old link", try event("account.email.confirmed", ["token": .string(old)]), expecting: "refused")
        let new = try mails.token(to: amelie.email, otherThan: old)
        try ask("and the new one", try event("account.email.confirmed", ["token": .string(new)]), expecting: "accepted")
    }

    // MARK: Publishing

    private func signUp(_ person: Person, _ locale: String) -> Object {
        ["accountId": .string(person.account), "email": .string(person.email), "locale": .string(locale)]
    }

    func event(
        _ type: EventType, _ data: Object, subject: String? = nil, sequence: Int64? = nil, as producer: RabbitURL? = nil
    ) throws -> Publication {
        let now = WallClock.now()
        let envelope = Envelope(
            id: NewId.make(at: now), source: "/sample/portal", type: type, subject: subject, time: now, sequence: sequence)
        return try Publication(Event(envelope: envelope, data: data), as: (producer ?? portal).user)
    }

    mutating func ask(
        _ what: String, _ publication: Publication, of producer: RabbitURL? = nil, expecting expected: String
    ) throws {
        let start = WallClock.now()
        // A duplicate is not answered: whoever sent it knows, or asks `guichet trace`.
        let patience = expected == "counted once" ? Pause.seconds(1) : Self.patience
        let fate = try publication.ask(of: producer ?? portal, within: patience)
        note(what, publication, fate, WallClock.now().milliseconds - start.milliseconds, expecting: expected)
    }

    private mutating func note(
        _ what: String, _ publication: Publication, _ fate: Publication.Fate, _ milliseconds: Int64, expecting expected: String
    ) {
        let report = PublishReport(envelope: publication.event.envelope, fate: fate, timeout: Int64(Self.patience.seconds))
        var (state, detail) = (report.state, "")
        switch fate {
        case .accepted(let data) where data["outcome"]?.string == "ignored":
            (state, detail) = ("ignored", data["reason"]?.string ?? "")
        case .accepted(let data): detail = (data["facts"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
        case .refused(let reasons, _): detail = reasons.map { "\($0.rule): \($0.message)" }.joined(separator: "; ")
        case .silent where expected == "counted once": (state, detail) = (expected, "its id is known: no second effect")
        default: detail = report.complaint?.lines.first?.message ?? ""
        }
        rows.append(
            SampleRow(
                what: what, type: publication.event.envelope.type.name, id: publication.event.envelope.id, state: state,
                expected: expected, detail: detail, milliseconds: milliseconds))
    }

    private mutating func sendNoEvent() throws {
        let start = WallClock.now()
        let type: EventType = "account.signup.requested"
        let outlet = try RabbitOutlet(to: portal)
        defer { outlet.close() }
        let properties = Properties(contentType: "application/cloudevents+json", type: type.name, userId: portal.user)
        try outlet.send(
            Parcel(
                id: 1, exchange: Topology.events, routingKey: type.name, properties: properties,
                body: Array("{\"specversion\":".utf8)))
        var settled: [Settlement] = []
        let deadline = start.adding(Self.patience)
        while settled.isEmpty, WallClock.now() < deadline { settled = try outlet.settle(within: .seconds(1)) }
        let isTaken = settled == [.confirmed(1)]
        rows.append(
            SampleRow(
                what: "half a message", type: type.name, id: "", state: isTaken ? "dead letter" : "silent",
                expected: "dead letter",
                detail: isTaken ? "no event can be read from it: guichet dead list" : "the broker did not take it",
                milliseconds: WallClock.now().milliseconds - start.milliseconds))
    }
}
