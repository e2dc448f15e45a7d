/// What every event says about itself: the CloudEvents attributes, and what the broker vouches for.
package struct Envelope: Hashable, Sendable {
    /// With `source`, what an event is known by.
    package var id: String
    package var source: String
    package var type: EventType
    package var subject: String?
    package var time: Moment?
    /// Place among the events of the same source and subject, from 1.
    package var sequence: Int64?
    package var traceparent: String?
    /// The AMQP user, where the broker validated it.
    package var actor: String?
    /// The queue that wants the outcome.
    package var replyTo: String?

    package init(
        id: String, source: String, type: EventType, subject: String? = nil, time: Moment? = nil,
        sequence: Int64? = nil, traceparent: String? = nil, actor: String? = nil, replyTo: String? = nil
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.subject = subject
        self.time = time
        self.sequence = sequence
        self.traceparent = traceparent
        self.actor = actor
        self.replyTo = replyTo
    }

    package var stream: Stream? {
        guard let subject, sequence != nil else { return nil }
        return Stream(source: source, subject: subject)
    }
}

/// The events of one source about one subject, whose order is kept.
package struct Stream: Hashable, Comparable, Sendable {
    package let source: String
    package let subject: String

    package init(source: String, subject: String) {
        self.source = source
        self.subject = subject
    }

    package static func < (left: Stream, right: Stream) -> Bool {
        (left.source, left.subject) < (right.source, right.subject)
    }
}

/// An event, opened: its envelope and its data.
package struct Event: Hashable, Sendable {
    package var envelope: Envelope
    package var data: Object

    package init(envelope: Envelope, data: Object) {
        self.envelope = envelope
        self.data = data
    }
}
