/// How often something happened, and when: instants with counts, since all of one batch happens at one instant.
package struct Tally: Hashable, Sendable {
    private var entries: [Entry] = []

    private struct Entry: Hashable {
        let at: Moment
        var count: Int64
    }

    package init() {}

    mutating func add(at moment: Moment) {
        if let last = entries.indices.last, entries[last].at == moment {
            entries[last].count += 1
        } else {
            entries.append(Entry(at: moment, count: 1))
        }
    }

    mutating func forget(before moment: Moment) { entries.removeAll { $0.at <= moment } }

    /// Nodes' clocks differ: what another did a little later counts too.
    func count(after moment: Moment) -> Int64 { entries.reduce(0) { $0 + ($1.at > moment ? $1.count : 0) } }

    var total: Int64 { entries.reduce(0) { $0 + $1.count } }

    /// Microseconds since 1970 and a count, in pairs.
    var value: Value { .array(entries.map { .array([.integer($0.at.microseconds), .integer($0.count)]) }) }

    init?(_ value: Value) {
        guard let pairs = value.array else { return nil }
        for pair in pairs {
            guard let pair = pair.array, pair.count == 2, let at = pair[0].integer, let count = pair[1].integer else {
                return nil
            }
            entries.append(Entry(at: Moment(microseconds: at), count: count))
        }
    }
}
