import Core

/// Reads rows of an entity's table as the entity wrote them: instants as RFC 3339 text, days, UUIDs and addresses as text.
struct EntityRowReader {
    private let table: String
    private let reply: PostgresReply
    let columns: [(name: String, type: UInt32)]
    private let idPlace: Int?
    private let versionPlace: Int?
    private let sentPlace: Int?

    init(table: String, reply: PostgresReply) {
        self.table = table
        self.reply = reply
        columns = (0..<reply.width).map { (reply.name(of: $0), reply.type(of: $0)) }
        idPlace = columns.firstIndex { $0.name == "id" }
        versionPlace = columns.firstIndex { $0.name == "version" }
        sentPlace = columns.firstIndex { $0.name == "sent" }
    }

    func row(_ row: Int) throws(Failure) -> EntityRow {
        var entity = EntityRow(table: table, id: "", version: 0, sent: [:], columns: Object())
        var members: [Object.Member] = []
        members.reserveCapacity(columns.count)
        for place in columns.indices {
            switch place {
            case idPlace: entity.id = try value(row, place, columns[place]).string ?? ""
            case versionPlace: entity.version = try reply.int64(row, place)
            case sentPlace: entity.sent = try sent(row, place)
            default:
                members.append(Object.Member(name: columns[place].name, value: try value(row, place, columns[place])))
            }
        }
        entity.columns = Object(members)
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
        guard columns[place].type == PostgresType.json else {
            throw .fatal("\(table).sent has a type (oid \(columns[place].type)) that this program does not read")
        }
        do {
            return try JSONText.counts(reply.raw(row, place))
        } catch {
            // No message is at fault: it stays where it is until somebody has mended the row.
            throw .fatal("\(table).sent cannot be read: \(error.message)")
        }
    }
}
