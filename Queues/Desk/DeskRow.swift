import Core

/// One row of an answer, read by the names of its columns. A column that is not there, or null where it may not be, is our
/// fault: `fatal`.
struct DeskRow {
    private let reply: PostgresReply
    private let row: Int
    private let columns: [String: Int]

    static func all(of reply: PostgresReply) -> [DeskRow] {
        let columns = Dictionary(
            (0..<reply.width).map { (reply.name(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
        return (0..<reply.count).map { DeskRow(reply: reply, row: $0, columns: columns) }
    }

    func text(_ name: String) throws(Failure) -> String { reply.text(row, try place(name)) }
    func bytes(_ name: String) throws(Failure) -> [UInt8] { reply.bytes(row, try place(name)) }
    func uuid(_ name: String) throws(Failure) -> UInt128 { try reply.uuid(row, try place(name)) }
    func bool(_ name: String) throws(Failure) -> Bool { try reply.bool(row, try place(name)) }
    func moment(_ name: String) throws(Failure) -> Moment { try reply.moment(row, try place(name)) }

    func optionalText(_ name: String) throws(Failure) -> String? { try isNull(name) ? nil : try text(name) }
    func optionalMoment(_ name: String) throws(Failure) -> Moment? { try isNull(name) ? nil : try moment(name) }
    func optionalInteger(_ name: String) throws(Failure) -> Int64? { try isNull(name) ? nil : try integer(name) }

    /// An integer of any width.
    func integer(_ name: String) throws(Failure) -> Int64 {
        let place = try place(name)
        return switch reply.type(of: place) {
        case PostgresType.int2: Int64(try reply.int16(row, place))
        case PostgresType.int4: Int64(try reply.int32(row, place))
        default: try reply.int64(row, place)
        }
    }

    func optionalValue(_ name: String) throws(Failure) -> Value? {
        let place = try place(name, mayBeNull: true)
        if reply.isNull(row, place) { return nil }
        do throws(Failure) {
            return try JSONText.parse(reply.json(row, place), limits: JSONText.Limits(size: 64 << 20, count: .max))
        } catch {
            throw .fatal("column “\(name)” holds JSON that cannot be read: \(error.message)")
        }
    }

    /// Empty where the column is null.
    func object(_ name: String) throws(Failure) -> Object { try optionalValue(name)?.object ?? Object() }

    func isNull(_ name: String) throws(Failure) -> Bool { reply.isNull(row, try place(name, mayBeNull: true)) }

    private func place(_ name: String, mayBeNull: Bool = false) throws(Failure) -> Int {
        guard let place = columns[name] else { throw .fatal("the answer has no column “\(name)”") }
        guard mayBeNull || !reply.isNull(row, place) else { throw .fatal("column “\(name)” is null") }
        return place
    }
}
