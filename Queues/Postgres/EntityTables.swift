import Core

/// One table per kind of entity, all used in one way. Names of tables and columns come from the code, never from data.
enum EntityTables {
    /// One statement per table, whatever the columns asked for, so that its rows are locked in the order of their ids.
    static func send(_ lookups: [Lookup], to session: PostgresSession) throws(Failure) -> [(table: String, reply: Int)] {
        var places: [(table: String, reply: Int)] = []
        for (table, asked) in Dictionary(grouping: lookups, by: \.table).sorted(by: { $0.key < $1.key }) {
            var values: [String: [String]] = [:]
            for lookup in asked { values[lookup.column, default: []] += lookup.values }
            let columns = values.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            if columns.isEmpty { continue }
            let statement = try loading(table, by: columns.map(\.key))
            let place = try session.send(statement) { parameters in
                for column in columns { parameters.untyped(column.value) }
            }
            places.append((table, place))
        }
        return places
    }

    static func rows(_ places: [(table: String, reply: Int)], in replies: [PostgresReply]) throws(Failure) -> [EntityRow] {
        var rows: [EntityRow] = []
        for place in places {
            let reader = EntityRowReader(table: place.table, reply: replies[place.reply])
            for row in 0..<replies[place.reply].count { rows.append(try reader.row(row)) }
        }
        return rows
    }

    /// Writes whole rows. That another has not moved a new subject on meanwhile is for the history's primary key to say.
    static func send(_ rows: [EntityRow], to session: PostgresSession) throws(Failure) {
        var groups: [Shape: [EntityRow]] = [:]
        for row in rows {
            groups[Shape(table: row.table, columns: row.columns.members.map(\.name)), default: []].append(row)
        }
        for (shape, rows) in groups.sorted(by: { $0.key < $1.key }) {
            try session.send(try saving(shape)) { $0.value(PlainJSON(text: json(rows))) }
        }
    }

    private struct Shape: Hashable, Comparable {
        let table: String
        let columns: [String]

        static func < (left: Shape, right: Shape) -> Bool {
            left.table == right.table ? left.columns.lexicographicallyPrecedes(right.columns) : left.table < right.table
        }
    }

    static func loading(_ table: String, by columns: [String]) throws(Failure) -> Statement {
        for name in [table] + columns { try requireIdentifier(name) }
        let conditions = columns.enumerated().map { "\(table).\($0.element) = ANY ($\($0.offset + 1))" }
        return Statement(
            "\(table):load by \(columns.joined(separator: ","))",
            "SELECT \(table).* FROM \(table) WHERE \(conditions.joined(separator: " OR ")) ORDER BY id FOR UPDATE")
    }

    private static func saving(_ shape: Shape) throws(Failure) -> Statement {
        for name in [shape.table] + shape.columns { try requireIdentifier(name) }
        let columns = (["id", "version", "sent"] + shape.columns).joined(separator: ", ")
        let changes = (["version", "sent"] + shape.columns).map { "\($0) = EXCLUDED.\($0)" }.joined(separator: ", ")
        return Statement(
            "\(shape.table):save \(shape.columns.joined(separator: ","))",
            """
            INSERT INTO \(shape.table) (\(columns))
            SELECT \(columns) FROM json_populate_recordset(NULL::\(shape.table), $1::json) ORDER BY id
            ON CONFLICT (id) DO UPDATE SET \(changes)
            """)
    }

    private static func json(_ rows: [EntityRow]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(rows.count * 512)
        text.append(UInt8(ascii: "["))
        for (index, row) in rows.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            JSONText.append("{\"id\":" as StaticString, to: &text)
            JSONText.append(row.id, to: &text)
            JSONText.append(",\"version\":" as StaticString, to: &text)
            JSONText.append(row.version, to: &text)
            JSONText.append(",\"sent\":" as StaticString, to: &text)
            JSONText.append(Object(row.sent.map { Object.Member(name: $0.key, value: .integer($0.value)) }), to: &text)
            for place in row.columns.members.indices {
                text.append(UInt8(ascii: ","))
                JSONText.append(row.columns.members[place].name, to: &text)
                text.append(UInt8(ascii: ":"))
                JSONText.append(row.columns.members[place].value, to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
        text.append(UInt8(ascii: "]"))
        return text
    }

    private static func requireIdentifier(_ name: String) throws(Failure) {
        let isPlain = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
        guard isPlain, let first = name.utf8.first, !(0x30...0x39).contains(first), name.utf8.count <= 63 else {
            throw .fatal("“\(name)” is no name of a table or column")
        }
    }
}

/// Text that is JSON already, sent as `json`.
struct PlainJSON: PostgresValue {
    let text: [UInt8]

    static var oid: UInt32 { PostgresType.json }
    func append(to bytes: inout [UInt8]) { bytes.append(contentsOf: text) }
}
