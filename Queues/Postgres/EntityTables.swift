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
            let statement = try session.loading(table, by: columns.map(\.key))
            let place = try session.send(statement) { parameters in
                for column in columns { parameters.untyped(column.value) }
            }
            places.append((table, place))
        }
        return places
    }

    static func rows(
        _ places: [(table: String, reply: Int)], in replies: [PostgresReply], over session: PostgresSession
    ) throws(Failure) -> [EntityRow] {
        var rows: [EntityRow] = []
        for place in places {
            let reader = EntityRowReader(table: place.table, reply: replies[place.reply])
            session.learn(place.table, reader.columns)
            rows.reserveCapacity(rows.count + replies[place.reply].count)
            for row in 0..<replies[place.reply].count { rows.append(try reader.row(row)) }
        }
        return rows
    }

    /// Writes whole rows. That another has not moved a new subject on meanwhile is for the history's primary key to say.
    static func send(_ rows: [EntityRow], to session: PostgresSession) throws(Failure) {
        for group in groups(rows) {
            let (table, columns) = (group[0].table, group[0].columns.members.map(\.name))
            let statements = try session.saving(table, columns)
            if let types = session.tables[table]?.types {
                let saving = EntityColumns(rows: group, types: types)
                let sent = try session.send(statements.typed) { saving.bind(to: &$0, sharing: $1) }
                if sent != nil { continue }
            }
            try session.send(statements.untyped) { $0.value(PlainJSON(text: json(group))) }
        }
    }

    /// Rows of one table and the same columns together, in an order that is always the same: locks are taken in it.
    private static func groups(_ rows: [EntityRow]) -> [[EntityRow]] {
        var groups: [[EntityRow]] = []
        for row in rows {
            if let last = groups.indices.last, isAlike(groups[last][0], row) {
                groups[last].append(row)
            } else if let known = groups.firstIndex(where: { isAlike($0[0], row) }) {
                groups[known].append(row)
            } else {
                groups.append([row])
            }
        }
        return groups.count < 2
            ? groups
            : groups.sorted { left, right in
                let (a, b) = (left[0], right[0])
                if a.table != b.table { return a.table < b.table }
                return a.columns.members.map(\.name).lexicographicallyPrecedes(b.columns.members.map(\.name))
            }
    }

    private static func isAlike(_ left: EntityRow, _ right: EntityRow) -> Bool {
        guard left.table == right.table else { return false }
        let (a, b) = (left.columns.members, right.columns.members)
        return a.count == b.count && a.indices.allSatisfy { a[$0].name == b[$0].name }
    }

    static func loading(_ table: String, by columns: [String]) throws(Failure) -> Statement {
        for name in [table] + columns { try requireIdentifier(name) }
        let conditions = columns.enumerated().map { "\(table).\($0.element) = ANY ($\($0.offset + 1))" }
        return Statement(
            "\(table):load by \(columns.joined(separator: ","))",
            "SELECT \(table).* FROM \(table) WHERE \(conditions.joined(separator: " OR ")) ORDER BY id FOR UPDATE")
    }

    /// Where the types of the columns are not known: the server finds them by itself.
    static func saving(_ table: String, _ names: [String]) -> Statement {
        let columns = (["id", "version", "sent"] + names).joined(separator: ", ")
        return Statement(
            "\(table):save \(names.joined(separator: ","))",
            """
            INSERT INTO \(table) (\(columns))
            SELECT \(columns) FROM json_populate_recordset(NULL::\(table), $1::json) ORDER BY id
            ON CONFLICT (id) DO UPDATE SET \(EntityColumns.changes(names))
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

    static func requireIdentifier(_ name: String) throws(Failure) {
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
