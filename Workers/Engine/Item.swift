import Core

/// A delivery, read: an event somebody here works on, or a dead letter with its reason.
struct Item {
    enum Content {
        case event(EventInHand)
        /// Apart, so that an item is small: nearly all are events.
        indirect case dead(DeadLetter)
    }

    let content: Content

    var event: EventInHand? {
        if case .event(let event) = content { event } else { nil }
    }
}

/// An event, opened and read. Shared and not copied: it has many parts, and a batch passes it on several times.
final class EventInHand {
    let opened: Opened
    let duty: Duty
    let reading: Reading

    init(_ opened: Opened, _ duty: Duty, _ reading: Reading) {
        self.opened = opened
        self.duty = duty
        self.reading = reading
    }
}

/// Reads deliveries of one queue. What cannot be read becomes a dead letter and disturbs no neighbour.
struct ItemReader {
    let queue: QueueName
    let duties: [EventType: Duty]
    let codec: any Codec
    private let digest: @Sendable (String) -> String
    private let report: ReportReader

    init(queue: QueueName, duties: [EventType: Duty], codec: any Codec) {
        self.queue = queue
        self.duties = duties
        self.codec = codec
        digest = { codec.digest($0) }
        report = { codec.report($0, as: $1) }
    }

    func read(_ delivery: Delivery) -> Item {
        do throws(Failure) {
            let opened = try codec.open(delivery, from: queue)
            guard let duty = duties[opened.event.envelope.type] else {
                return dead(
                    delivery, .unroutable, field: "type", "no worker of \(queue) knows \(opened.event.envelope.type)",
                    opened.event.envelope)
            }
            let reading = duty.open(opened.event.data, digest, report)
            return Item(content: .event(EventInHand(opened, duty, reading)))
        } catch {
            if case .malformed(let field, let message) = error {
                let kind: DeadLetter.Kind = message.hasPrefix("outside the horizon") ? .undatable : .malformed
                return dead(delivery, kind, field: field, message)
            }
            return dead(delivery, .malformed, field: nil, error.message)
        }
    }

    /// The dead letter of a delivery, its body sealed where it may hold a secret.
    func dead(
        _ delivery: Delivery, _ kind: DeadLetter.Kind, field: String?, _ reason: String, _ envelope: Envelope? = nil,
        attempts: Int = 1
    ) -> Item {
        let (body, isSealed) = sealedIfSecret(delivery)
        return Item(
            content: .dead(
                DeadLetter(
                    queue: queue, kind: kind, field: field, reason: reason, envelope: envelope,
                    exchange: delivery.exchange, routingKey: delivery.routingKey, properties: delivery.properties,
                    body: body, isSealed: isSealed, attempts: attempts)))
    }

    private func sealedIfSecret(_ delivery: Delivery) -> ([UInt8], Bool) {
        guard mayHoldSecret(delivery) else { return (delivery.body, false) }
        do throws(Failure) {
            return (try codec.seal(delivery.body), true)
        } catch {
            // Without a seal the bytes are not kept: a secret in clear is worse than a letter without its body.
            return (Array("\(delivery.body.count) bytes, withheld: \(error.message)".utf8), false)
        }
    }

    /// True for event kinds that declare a secret, and for all that look as if they had one: what is broken may be another
    /// kind's event.
    private func mayHoldSecret(_ delivery: Delivery) -> Bool {
        var name = delivery.routingKey
        if delivery.exchange == Topology.requeue, name.hasPrefix(queue.name + ".") {
            name.removeFirst(queue.name.count + 1)
        }
        if let duty = duties[EventType(name)], duty.carriesSecrets { return true }
        return delivery.body.holds(anyOf: ["token", "password", "secret", "$scrypt$"])
    }
}

extension [UInt8] {
    /// True where one of these words occurs, in whatever case. Bodies may be large: one pass.
    fileprivate func holds(anyOf words: [String]) -> Bool {
        let words = words.map { Array($0.utf8) }
        return withUnsafeBufferPointer { bytes in
            for start in bytes.indices {
                let first = bytes[start] | 0x20
                for word in words where word[0] == first && bytes.count - start >= word.count {
                    var length = 1
                    while length < word.count, bytes[start + length] | 0x20 == word[length] { length += 1 }
                    if length == word.count { return true }
                }
            }
            return false
        }
    }
}
