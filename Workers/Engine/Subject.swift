import Core

/// An entity in the hands of one batch: loaded once, changed in memory by each event on it, saved once.
final class Subject {
    let table: String
    let kind: String
    let id: String
    private(set) var version: Int64
    private(set) var sent: [String: Int64]
    private(set) var isChanged = false
    private var columns: Object?
    private var entity: (any Entity)?

    /// Nothing has happened to it yet.
    init(new id: String, kind: String, table: String) {
        self.table = table
        self.kind = kind
        self.id = id
        name = kind + "/" + id
        version = 0
        sent = [:]
    }

    init(_ row: EntityRow, kind: String) {
        table = row.table
        self.kind = kind
        id = row.id
        name = kind + "/" + row.id
        version = row.version
        sent = row.sent
        columns = row.columns
    }

    /// `account/6b1f…`
    let name: String

    var row: EntityRow {
        EntityRow(table: table, id: id, version: version, sent: sent, columns: entity?.row ?? columns ?? Object())
    }

    /// True where its column has this value now.
    func has(_ column: String, _ value: String) -> Bool {
        (entity?.row ?? columns)?[column]?.string == value
    }

    /// Its state, or nil where nothing has happened.
    func state<State: Entity>(as type: State.Type) throws(Failure) -> State? {
        if version == 0 { return nil }
        if let state = entity as? State { return state }
        guard let columns else { throw .fatal("\(name) has no row to read") }
        let state = try State(id: id, row: columns)
        entity = state
        return state
    }

    func record<State: Entity>(_ facts: [State.Happening], on state: State?, at moment: Moment) {
        var state = state ?? State(id: id)
        for fact in facts { state.apply(fact, at: moment) }
        entity = state
        version += Int64(facts.count)
        isChanged = true
    }

    /// The next sequence of what is sent about it to this queue.
    func nextSequence(to queue: QueueName) -> Int64 {
        let next = (sent[queue.name] ?? 0) + 1
        sent[queue.name] = next
        isChanged = true
        return next
    }
}
