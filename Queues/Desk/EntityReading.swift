package import Core

extension OperatorDesk {
    /// The row of an entity, as it wrote it, without waiting for whoever writes it now. `table` and `column` come from the
    /// roster, never from a user.
    package func row(of table: String, where column: String, is text: String) throws(Failure) -> EntityRow? {
        let statement = Statement("\(table):desk by \(column)", "SELECT * FROM \(table) WHERE \(column) = ANY ($1) LIMIT 1")
        let place = try session.send(statement) { $0.untyped([text]) }
        let reply = try session.finish()[place]
        return reply.count == 0 ? nil : try EntityRowReader(table: table, reply: reply).row(0)
    }
}
