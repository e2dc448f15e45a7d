import Core

/// Reads rows of an entity's table as the entity wrote them: instants as RFC 3339 text, days, UUIDs and addresses as text.
struct EntityRowReader {
    private let table: String
    private let reply: PostgresReply
    let columns: [(name: String, type: UInt32)]

    init(table: String, reply: PostgresReply) {
        self.table = table
        self.reply = reply
        columns = (0..<reply.width).map { (reply.name(of: $0), reply.type(of: $0)) }
    }

    func row(_ row: Int) throws(Failure) -> EntityRow {
        var entity = EntityRow(table: table, id: "", version: 0, sent: [:], columns: Object())
        entity.columns.members.reserveCapacity(columns.count)
        for (place, column) in columns.enumerated() {
            switch column.name {
            case "id": entity.id = try value(row, place, column).string ?? ""
            case "version": entity.version = try reply.int64(row, place)
            case "sent": entity.sent = try sent(row, place)
            default:
                let value = try value(row, place, column)
                entity.columns.members.append(Object.Member(name: column.name, value: value))
            }
        }
        return entity
    }

    func value(_ row: Int, _ place: Int, _ column: (name: String, type: UInt32)) throws(Failure) -> Value {
        if reply.isNull(row, place) { return .null }
        switch column.type {
        case PostgresType.text, PostgresType.varchar: return .string(reply.text(row, place))
        case PostgresType.uuid: return .string(UUIDText.text(try reply.uuid(row, place)))
        case PostgresType.timestamptz: return .string(try reply.moment(row, place).description)
        case PostgresType.date: return .string(try reply.day(row, place).description)
        case PostgresType.int8: return .integer(try reply.int64(row, place))
        case PostgresType.int4: return .integer(Int64(try reply.int32(row, place)))
        case PostgresType.int2: return .integer(Int64(try reply.int16(row, place)))
        case PostgresType.bool: return .bool(try reply.bool(row, place))
        case PostgresType.inet, PostgresType.cidr: return .string(try reply.prefix(row, place).description)
        case PostgresType.float8: return .number(try reply.double(row, place))
        case PostgresType.json, PostgresType.jsonb: return try reply.value(row, place)
        default:
            throw .fatal("\(table).\(column.name) has a type (oid \(column.type)) that this program does not read")
        }
    }

    private func sent(_ row: Int, _ place: Int) throws(Failure) -> [String: Int64] {
        let text = reply.json(row, place)
        if text.count <= 2 { return [:] }
        var sent: [String: Int64] = [:]
        for member in try JSONText.parse(text).object?.members ?? [] { sent[member.name] = member.value.integer ?? 0 }
        return sent
    }
}
