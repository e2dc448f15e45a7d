import CRabbitMQ
import Core

/// Lays the texts of a parcel out for the library: one buffer, reused, and their lengths.
struct ParcelWriter {
    /// What the broker takes by default (`max_message_size`); a larger one would cost the whole channel.
    static let largestBody = 134_217_728
    /// Only the broker writes the first; the other two would send copies to other queues.
    static let droppedHeaders = ["x-death", "CC", "BCC"]

    private let frameMax: Int
    private let user: String
    private var texts: [UInt8] = []
    private var lengths = rabbit_lengths()

    init(for link: RabbitLink) {
        frameMax = link.frameMax
        user = link.url.user
    }

    /// Nil, or why the broker could not take this parcel.
    mutating func fault(layingOut parcel: Parcel, mark: UInt64, replyTo: String? = nil) -> String? {
        let properties = parcel.properties
        texts.removeAll(keepingCapacity: true)
        lengths.exchange = append(parcel.exchange)
        lengths.routing_key = append(parcel.routingKey)
        lengths.content_type = append(properties.contentType)
        lengths.message_id = append(properties.messageId)
        lengths.type = append(properties.type)
        lengths.correlation_id = append(properties.correlationId)
        lengths.reply_to = append(replyTo ?? properties.replyTo)
        // The broker closes the channel on any user but this connection's own.
        lengths.user_id = append(properties.userId == user ? user : nil)
        lengths.mark = append(String(mark))
        let isTooLong = [
            lengths.exchange, lengths.routing_key, lengths.content_type, lengths.message_id, lengths.type,
            lengths.correlation_id, lengths.reply_to,
        ].contains { $0 > 255 }
        if isTooLong { return "a name, an id or another property is longer than 255 bytes" }
        lengths.headers = -1
        if !properties.headers.isEmpty {
            let kept = properties.headers.members.filter { !Self.droppedHeaders.contains($0.name) }
            guard let table = FieldTable.encode(Object(kept)) else { return "the name of a header is longer than 255 bytes" }
            texts.append(contentsOf: table)
            lengths.headers = Int32(clamping: table.count)
        }
        if texts.count + 128 > frameMax { return "the headers do not fit into a frame of \(frameMax) bytes" }
        if parcel.body.count > Self.largestBody { return "the body is larger than \(Self.largestBody) bytes" }
        return nil
    }

    /// Sends what was laid out last; it may wait for the next `RabbitLink.step`.
    ///
    /// Always mandatory, but for answers on the direct reply-to: the broker delivers those, and returns them as well.
    func send(_ parcel: Parcel, over link: RabbitLink, on channel: UInt16) throws(Failure) {
        var lengths = lengths
        let isAnswer = parcel.exchange.isEmpty && parcel.routingKey.hasPrefix("amq.rabbitmq.reply-to.")
        link.expectToSend(parcel.body.count)
        try link.write { pointer in
            texts.withUnsafeBufferPointer { texts in
                parcel.body.withUnsafeBufferPointer { body in
                    rabbit_publish(pointer, channel, !isAnswer, texts.baseAddress, &lengths, body.baseAddress, body.count)
                }
            }
        }
    }

    private mutating func append(_ text: String?) -> Int32 {
        guard let text else { return -1 }
        texts.append(contentsOf: text.utf8)
        return Int32(clamping: text.utf8.count)
    }
}
