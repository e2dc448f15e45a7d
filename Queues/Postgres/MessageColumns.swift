import Core

/// The columns of a message that waits, which several tables share, in one order.
enum MessageColumns {
    static let names = """
        exchange, routing_key, content_type, message_id, message_type, correlation_id, reply_to, user_id, headers, body, \
        sealed, cause
        """
    static let count = 12
    /// `exchange = EXCLUDED.exchange, …`
    static let replacing = names.split(separator: ", ").map { "\($0) = EXCLUDED.\($0)" }.joined(separator: ", ")

    /// Array parameters from number `first`, to unnest.
    static func arrays(from first: Int) -> String {
        let types = [
            "text", "text", "text", "text", "text", "text", "text", "text", "jsonb", "bytea", "boolean", "text",
        ]
        return types.enumerated().map { "$\(first + $0.offset)::\($0.element)[]" }.joined(separator: ", ")
    }

    static func bind(_ messages: [OutboxEntry], to parameters: inout PostgresParameters) {
        parameters.array(messages) { $0.exchange }
        parameters.array(messages) { $0.routingKey }
        parameters.array(messages) { $0.properties.contentType }
        parameters.array(messages) { $0.properties.messageId }
        parameters.array(messages) { $0.properties.type }
        parameters.array(messages) { $0.properties.correlationId }
        parameters.array(messages) { $0.properties.replyTo }
        parameters.array(messages) { $0.properties.userId }
        parameters.array(messages) { json($0.properties.headers) }
        parameters.array(messages) { $0.body }
        parameters.array(messages) { $0.isSealed }
        parameters.array(messages) { $0.cause }
    }

    /// The same as columns of rows.
    static func bind(_ messages: [OutboxEntry], sharing: Bool, to parameters: inout PostgresParameters) {
        parameters.column(sharing: sharing, messages) { $0.exchange }
        parameters.column(sharing: sharing, messages) { $0.routingKey }
        parameters.column(sharing: sharing, messages) { $0.properties.contentType }
        parameters.column(messages) { $0.properties.messageId }
        parameters.column(sharing: sharing, messages) { $0.properties.type }
        parameters.column(sharing: sharing, messages) { $0.properties.correlationId }
        parameters.column(sharing: sharing, messages) { $0.properties.replyTo }
        parameters.column(sharing: sharing, messages) { $0.properties.userId }
        parameters.column(sharing: sharing, messages) { json($0.properties.headers) }
        parameters.column(messages) { $0.body }
        parameters.column(sharing: sharing, messages) { $0.isSealed }
        parameters.column(messages) { $0.cause }
    }

    /// Reads the columns, selected in this order, from column number `first` on.
    static func read(_ reply: PostgresReply, _ row: Int, from first: Int) throws(Failure) -> OutboxEntry {
        var properties = Properties()
        properties.contentType = reply.optionalText(row, first + 2)
        properties.messageId = reply.optionalText(row, first + 3)
        properties.type = reply.optionalText(row, first + 4)
        properties.correlationId = reply.optionalText(row, first + 5)
        properties.replyTo = reply.optionalText(row, first + 6)
        properties.userId = reply.optionalText(row, first + 7)
        if !reply.isNull(row, first + 8) {
            properties.headers = try JSONText.parse(reply.json(row, first + 8)).object ?? Object()
        }
        return OutboxEntry(
            exchange: reply.text(row, first), routingKey: reply.text(row, first + 1), properties: properties,
            body: reply.bytes(row, first + 9), isSealed: try reply.bool(row, first + 10),
            cause: reply.optionalText(row, first + 11))
    }

    private static func json(_ headers: Object) -> JSONB? {
        headers.isEmpty ? nil : JSONB(text: JSONText.bytes(.object(headers)))
    }
}
