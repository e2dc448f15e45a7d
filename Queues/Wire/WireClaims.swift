import Core

extension WireCodec {
    /// What this event is known by on this queue. Pure but for the horizon, so that a duplicate meets the same claim.
    func claim(for envelope: Envelope, on queue: QueueName) throws(Failure) -> Claim {
        let bits = UUIDText.bits(envelope.id)
        var scope = Hash()
        scope.frame(queue.name)
        scope.frame(envelope.source)
        return Claim(
            key: bits ?? Digest(of: envelope.id).bits, scope: scope.digest().word,
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
