import Core
import Workers

struct OrganisationChanged: Message {
    static let type: EventType = "bench.organisation.changed"
    static let producers: [Producer] = [.guichet]
    static let queue: QueueName = "guichet.bench"
    static let meaning = "An organisation changed."

    let organisation: String
    let state: String
    let details: Object

    init(from form: inout Form) {
        organisation = form.id("organisationId", "the organisation")
        state = form.text("state", "its new state")
        details = form.object("details", "what nobody looks into")
    }
}

/// What follows: an event that nobody works on while the benchmark runs.
struct OrganisationNoted: Message {
    static let type: EventType = "bench.organisation.noted"
    static let producers: [Producer] = [.guichet]
    static let queue: QueueName = "guichet.bench-follow"
    static let meaning = "An organisation's change was noted."

    let organisation: String

    init(from form: inout Form) {
        organisation = form.id("organisationId", "the organisation")
    }
}

enum ChangeOrganisation: Decider {
    static func reference(of change: OrganisationChanged) -> Reference { .id(change.organisation) }

    static func decide(
        _ change: OrganisationChanged, given organisation: Organisation?, in circumstances: Circumstances
    ) -> Decision<OrganisationFact> {
        .record(
            [.changed(state: change.state, details: change.details)],
            Consequences(send: [
                Outgoing(
                    type: OrganisationNoted.type,
                    data: ["organisationId": .string(change.organisation), "state": .string(change.state)])
            ]))
    }
}

enum IgnoreNote: Decider {
    static func reference(of note: OrganisationNoted) -> Reference { .id(note.organisation) }

    static func decide(
        _ note: OrganisationNoted, given organisation: Organisation?, in circumstances: Circumstances
    ) -> Decision<OrganisationFact> {
        .ignore("nobody works on it")
    }
}
