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

/// Deliveries that arrived and were not taken: at most the prefetch.
struct DeliveryBuffer {
    private var items: [Delivery] = []
    private var head = 0

    var count: Int { items.count - head }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ delivery: Delivery) { items.append(delivery) }

    /// The first `limit`, in order.
    mutating func take(_ limit: Int) -> [Delivery] {
        if head == 0 && items.count <= limit {
            defer { items = [] }
            return items
        }
        let end = min(items.count, head + max(0, limit))
        let taken = Array(items[head..<end])
        head = end
        if head == items.count {
            items = []
            head = 0
        } else if head > 1024 {
            items.removeFirst(head)
            head = 0
        }
        return taken
    }
}
