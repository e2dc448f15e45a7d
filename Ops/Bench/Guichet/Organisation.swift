import Core

/// The entity of the benchmark: it has a state, and data that nobody looks into.
struct Organisation: Entity {
    static let kind = "organisation"
    static let table = "bench_organisations"
    static let references: [String] = []

    let id: String
    private(set) var state = ""
    private(set) var details = Object()
    private(set) var updated = Moment(microseconds: 0)

    init(id: String) {
        self.id = id
    }

    init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: Self.table, id: id, row)
        self.id = id
        state = try columns.text("state")
        details = row["details"]?.object ?? Object()
        updated = try columns.optionalMoment("updated_at") ?? updated
    }

    var row: Object {
        ["state": .string(state), "details": .object(details), "updated_at": .moment(updated)]
    }

    mutating func apply(_ fact: OrganisationFact, at moment: Moment) {
        switch fact {
        case .changed(let state, let details):
            self.state = state
            self.details = details
            updated = moment
        }
    }
}

enum OrganisationFact: Fact {
    case changed(state: String, details: Object)

    var name: String { "organisation.changed" }

    var data: Object {
        switch self {
        case .changed(let state, let details): ["state": .string(state), "details": .object(details)]
        }
    }

    init?(name: String, data: Object) {
        guard name == "organisation.changed", let state = data["state"]?.string, let details = data["details"]?.object else {
            return nil
        }
        self = .changed(state: state, details: details)
    }
}
