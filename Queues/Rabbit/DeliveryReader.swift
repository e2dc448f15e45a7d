import CRabbitMQ
import Core
import Synchronization

/// Numbers channels, over the whole process: a token of one channel never fits another.
enum Epoch {
    private static let last = Atomic<UInt64>(0)

    static func next() -> UInt64 { last.wrappingAdd(1, ordering: .relaxed).newValue }
}

/// Makes deliveries of events. The hot path: texts that repeat are shared, the body is copied once.
struct DeliveryReader {
    private let epoch: UInt64
    private var texts = RepeatedTexts()

    init(epoch: UInt64) {
        self.epoch = epoch
    }

    mutating func delivery(_ event: rabbit_event) -> Delivery {
        var properties = Properties()
        properties.contentType = texts.optional(event.content_type)
        properties.messageId = event.message_id.text
        properties.type = texts.optional(event.type)
        properties.correlationId = event.correlation_id.text
        properties.replyTo = event.reply_to.text
        properties.userId = texts.optional(event.user_id)
        if let start = event.headers.start, event.headers.count > 0 {
            properties.headers = FieldTable.decode(UnsafeBufferPointer(start: start, count: event.headers.count))
        }
        return Delivery(
            token: DeliveryToken(epoch: epoch, tag: event.tag), exchange: texts.text(event.exchange),
            routingKey: texts.text(event.routing_key), redelivered: event.redelivered, properties: properties,
            body: event.body.array)
    }
}

/// Deliveries that arrived and were not taken: at most the prefetch. They lie in portions of the size that was last taken, so
/// that a portion is given away as it is.
struct DeliveryBuffer {
    private var portions: [[Delivery]] = []
    /// Taken of the first portion.
    private var head = 0
    private var size = 250
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ delivery: Delivery) {
        count += 1
        if let last = portions.indices.last, portions[last].count < size {
            portions[last].append(delivery)
        } else {
            portions.append([delivery])
        }
    }

    /// The first `limit`, in order.
    mutating func take(_ limit: Int) -> [Delivery] {
        guard limit > 0, let first = portions.first else { return [] }
        size = limit
        if head == 0, first.count == limit || (first.count < limit && portions.count == 1) {
            count -= first.count
            return portions.removeFirst()
        }
        var taken: [Delivery] = []
        while taken.count < limit, let first = portions.first {
            let end = min(first.count, head + limit - taken.count)
            taken += first[head..<end]
            head = end
            if head == first.count {
                portions.removeFirst()
                head = 0
            }
        }
        count -= taken.count
        return taken
    }
}
