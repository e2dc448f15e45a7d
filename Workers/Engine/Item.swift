import Core

/// A delivery, read: an event somebody here works on, or a dead letter with its reason.
struct Item {
    enum Content {
        case event(Opened, Duty, Reading)
        case dead(DeadLetter)
    }

    let delivery: Delivery
    let content: Content

    var opened: Opened? {
        if case .event(let opened, _, _) = content { opened } else { nil }
    }
}

/// Reads deliveries of one queue. What cannot be read becomes a dead letter and disturbs no neighbour.
struct ItemReader {
    let queue: QueueName
    let duties: [EventType: Duty]
    let codec: any Codec

    func read(_ delivery: Delivery) -> Item {
        do throws(Failure) {
            let opened = try codec.open(delivery, from: queue)
            guard let duty = duties[opened.event.envelope.type] else {
                return dead(
                    delivery, .unroutable, field: "type", "no worker of \(queue) knows \(opened.event.envelope.type)",
                    opened.event.envelope)
            }
            let reading = duty.open(opened.event.data, { [codec] in codec.digest($0) })
            return Item(delivery: delivery, content: .event(opened, duty, reading))
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
            delivery: delivery,
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

    /// True for event kinds that declare a secret, and for unknown or broken ones that look as if they had one.
    private func mayHoldSecret(_ delivery: Delivery) -> Bool {
        var name = delivery.routingKey
        if delivery.exchange == Topology.requeue, name.hasPrefix(queue.name + ".") {
            name.removeFirst(queue.name.count + 1)
        }
        if let duty = duties[EventType(name)] { return duty.carriesSecrets }
        return ["token", "password", "secret"].contains { delivery.body.holds($0) }
    }
}

extension [UInt8] {
    /// True where these ASCII letters occur, in whatever case.
    fileprivate func holds(_ word: String) -> Bool {
        let word = Array(word.utf8)
        guard count >= word.count else { return false }
        return (0...(count - word.count)).contains { start in
            word.indices.allSatisfy { self[start + $0] | 0x20 == word[$0] }
        }
    }
}
