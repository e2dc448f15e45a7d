import Core
import Synchronization

extension WireCodec {
    /// What this event is known by on this queue. Pure but for the horizon, so that a duplicate meets the same claim.
    func claim(for envelope: Envelope, on queue: QueueName) throws(Failure) -> Claim {
        let bits = UUIDText.bits(envelope.id)
        return Claim(
            key: bits ?? Digest(of: envelope.id).bits, scope: scopes.scope(of: envelope.source, on: queue),
            days: try days(of: envelope, made: bits.flatMap(UUIDText.instant(of:))))
    }

    /// `made` is the instant inside the id, which cannot change when a producer sends the event again; `time` can.
    private func days(of envelope: Envelope, made: Moment?) throws(Failure) -> [Day] {
        guard made != nil || envelope.time != nil else { return [Claim.undated] }
        let now = now()
        if let time = envelope.time, time > now.adding(horizon.ahead) { throw Self.beyond("time", "from the future") }
        if let made {
            guard made <= now.adding(horizon.ahead) else { throw Self.beyond("id", "from the future") }
            guard made >= now.adding(horizon.before) else { throw Self.beyond("id", "too old") }
            return [made.day]
        }
        guard let time = envelope.time, time >= now.adding(horizon.before) else { throw Self.beyond("time", "too old") }
        return [time.day.advanced(by: -1), time.day, time.day.advanced(by: 1)]
    }

    private static func beyond(_ field: String, _ what: String) -> Failure {
        .malformed(field: field, message: "outside the horizon: \(what)")
    }
}

extension Horizon {
    fileprivate var before: Pause { Pause(microseconds: -back.microseconds) }
}

/// The scopes of claims. There are few sources, and each is hashed once: the newest displaces the oldest.
final class ClaimScopes: Sendable {
    private struct Known {
        let queue: QueueName
        let source: String
        let scope: Int64
    }

    private let known = Mutex<[Known]>([])
    private static let limit = 8

    func scope(of source: String, on queue: QueueName) -> Int64 {
        known.withLock { known in
            for one in known where one.source == source && one.queue == queue { return one.scope }
            var hash = Hash()
            hash.frame(queue.name)
            hash.frame(source)
            let scope = hash.digest().word
            if known.count == Self.limit { known.removeFirst() }
            known.append(Known(queue: queue, source: source, scope: scope))
            return scope
        }
    }
}
