package import Core
import Synchronization

/// A codec without JSON: a body is a number in a table of events. Hashes are quick and prove nothing.
///
/// All that the engine relies on holds: the same message makes the same claim, a sealed body does not read as an event,
/// and what the pipeline sends round again keeps its attempt, actor and reply queue in its headers.
package final class PlainCodec: Codec {
    private let events = Mutex<[Event]>([])

    private let reading: @Sendable (_ raw: [UInt8]) -> ReportReading?

    /// `reading` says what a report reads as; without it, none can be read.
    package init(reading: @escaping @Sendable (_ raw: [UInt8]) -> ReportReading? = { _ in nil }) {
        self.reading = reading
    }

    package func open(_ delivery: Delivery, from queue: QueueName) throws(Failure) -> Opened {
        guard var event = event(in: delivery.body) else {
            throw .malformed(field: "body", message: "\(delivery.body.count) bytes are no event")
        }
        var attempt = 0
        let headers = delivery.properties.headers
        if delivery.exchange == Topology.requeue {
            attempt = Int(headers["guichet-attempt"]?.integer ?? 0)
            event.envelope.actor = headers["guichet-actor"]?.string
            event.envelope.replyTo = headers["guichet-reply-to"]?.string
        } else {
            guard delivery.routingKey == event.envelope.type.name else {
                throw .malformed(field: "type", message: "is not the routing key \(delivery.routingKey)")
            }
            event.envelope.actor = delivery.properties.userId
            event.envelope.replyTo = delivery.properties.replyTo
        }
        return Opened(event: event, claim: PlainCodec.claim(of: event.envelope, in: queue), attempt: attempt)
    }

    package func entry(for event: Event, exchange: String, routingKey: String) -> OutboxEntry {
        let number = events.withLock { events in
            events.append(event)
            return UInt32(events.count)
        }
        let body = [0x23] + (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        let properties = Properties(
            contentType: "text/plain", messageId: event.envelope.id, type: event.envelope.type.name,
            replyTo: event.envelope.replyTo)
        return OutboxEntry(exchange: exchange, routingKey: routingKey, properties: properties, body: body)
    }

    package func text(_ value: Value) -> String { "\(value)" }

    package func digest(_ text: String) -> String {
        var digits = ""
        for seed in 1...4 as ClosedRange<UInt64> {
            let part = String(PlainCodec.hash(text, seed: seed), radix: 16)
            digits += String(repeating: "0", count: 16 - part.utf8.count) + part
        }
        return digits
    }

    package func verify(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        signature == PlainCodec.signature(of: message, by: key)
    }

    /// What `verify` takes for a signature; here the public key signs.
    package static func signature(of message: [UInt8], by key: [UInt8]) -> [UInt8] {
        let text = (key + message).map { String($0) }.joined(separator: " ")
        return (1...8 as ClosedRange<UInt64>).flatMap { seed in
            let part = hash(text, seed: seed)
            return (0..<8).map { UInt8(truncatingIfNeeded: part >> (8 * $0)) }
        }
    }

    package func report(_ raw: [UInt8], as format: ReportFormat) -> ReportReading {
        reading(raw)
            ?? ReportReading(
                kind: .unreadable,
                problems: [
                    Reason(rule: "ABU-4", field: "raw", message: "this codec reads no reports", remedy: "give another")
                ])
    }

    package func mark(of delivery: Delivery) -> UInt128 {
        var low = PlainCodec.hash(delivery.routingKey, seed: 7)
        for byte in delivery.body { low = (low ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return UInt128(PlainCodec.hash(delivery.routingKey, seed: 8)) << 64 | UInt128(low)
    }

    package func seal(_ body: [UInt8]) throws(Failure) -> [UInt8] { [0x53] + body.map { $0 ^ 0x5A } }

    package func unseal(_ body: [UInt8]) throws(Failure) -> [UInt8] {
        guard body.first == 0x53 else { throw .malformed(field: "body", message: "was not sealed") }
        return body.dropFirst().map { $0 ^ 0x5A }
    }

    package func token(purpose: String, id: String) -> String { "token-of-\(purpose)-\(id)" }

    /// The event that a body stands for; nil for any other bytes.
    package func event(in body: [UInt8]) -> Event? {
        guard body.count == 5, body[0] == 0x23 else { return nil }
        var number = 0
        for index in 0..<4 { number |= Int(body[index + 1]) << (8 * index) }
        return events.withLock { events in events.indices.contains(number - 1) ? events[number - 1] : nil }
    }

    /// As `Core/Ports/Claim.swift` says: the day in the id, or the day of `time` and its neighbours, or undated.
    package static func claim(of envelope: Envelope, in queue: QueueName) -> Claim {
        let bits = UUIDText.bits(envelope.id)
        let key = bits ?? UInt128(hash(envelope.id, seed: 1)) << 64 | UInt128(hash(envelope.id, seed: 2))
        let days: [Day]
        if let instant = bits.flatMap(UUIDText.instant) {
            days = [instant.day]
        } else if let day = envelope.time?.day {
            days = [day.advanced(by: -1), day, day.advanced(by: 1)]
        } else {
            days = [Claim.undated]
        }
        let scope = hash(envelope.source, seed: 3) ^ hash(queue.name, seed: 4)
        return Claim(key: key, scope: Int64(bitPattern: scope), days: days)
    }

    /// FNV-1a, stirred.
    private static func hash(_ text: String, seed: UInt64) -> UInt64 {
        var copy = text
        var hash = 0xCBF2_9CE4_8422_2325 ^ (seed &* 0x9E37_79B9_7F4A_7C15)
        copy.withUTF8 { bytes in
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return hash ^ (hash >> 33)
    }
}
