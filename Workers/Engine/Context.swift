package import Core

/// What the runners of one process share.
package struct Context: Sendable {
    /// Names this run of this process among all: node and start.
    package let process: String
    package let codec: any Codec
    package let policies: Policies
    package let clock: @Sendable () -> Moment
    /// Of the queue this context is for.
    package var meter: Meter
    package let handover: Handover
    package let step: @Sendable (Step) -> Void
    package let note: @Sendable (Notice) -> Void
    /// Note each event that was decided, not only those that were refused or lost.
    package let tellsEach: Bool
    /// What a decision is given of the codec, made once for all.
    let digest: @Sendable (String) -> String
    let verify: @Sendable (_ signature: [UInt8], _ message: [UInt8], _ key: [UInt8]) -> Bool
    let tokenHash: @Sendable (_ purpose: String, _ id: String) -> String

    package init(
        process: String, codec: any Codec, policies: Policies = .cautious, clock: @escaping @Sendable () -> Moment,
        meter: Meter, handover: Handover, step: @escaping @Sendable (Step) -> Void = { _ in },
        note: @escaping @Sendable (Notice) -> Void = { _ in },
        tellsEach: Bool = false
    ) {
        self.process = process
        self.codec = codec
        self.policies = policies
        self.clock = clock
        self.meter = meter
        self.handover = handover
        self.step = step
        self.note = note
        self.tellsEach = tellsEach
        digest = { codec.digest($0) }
        verify = { codec.verify($0, of: $1, by: $2) }
        tokenHash = { purpose, id in codec.digest(codec.token(purpose: purpose, id: id)) }
    }
}

/// Something an operator may want to read. Never holds a secret: ids, names and reasons only.
package struct Notice: Hashable, Sendable {
    package enum Level: String, Sendable {
        case debug, info, warning, error, critical
    }

    package var level: Level
    package var message: String
    /// `event`, `subject`, `traceparent`, `queue`, …
    package var details: [String: String]

    package init(_ level: Level, _ message: String, _ details: [String: String] = [:]) {
        self.level = level
        self.message = message
        self.details = details
    }
}

extension Envelope {
    /// What a log line says of an event.
    var details: [String: String] {
        var details = ["event": id, "source": source, "type": type.name]
        details["subject"] = subject
        details["traceparent"] = traceparent
        return details
    }
}
