import Core
import Queues
import Workers

/// Publishes events as a producer would: persistent, mandatory, confirmed.
struct Publication: Sendable {
    /// What became of an event, as far as this side knows.
    enum Fate: Hashable, Sendable {
        /// The broker has it in a queue.
        case confirmed
        case accepted(Object)
        /// With all reasons.
        case refused([Reason], Object)
        /// The broker has it, but nobody answered in time.
        case silent
        /// No queue wants it.
        case returned(String)
        /// The broker does not take it now.
        case rejected
    }

    let event: Event
    let parcel: Parcel

    /// Throws `malformed` where the workers could not open it, so that nothing of the kind is sent.
    init(_ event: Event, as user: String) throws(Failure) {
        self.event = event
        let codec = try Self.codec()
        let entry = codec.entry(for: event, exchange: Topology.events, routingKey: event.envelope.type.name)
        var properties = entry.properties
        properties.correlationId = event.envelope.id
        properties.userId = user
        parcel = Parcel(
            id: 1, exchange: entry.exchange, routingKey: entry.routingKey, properties: properties, body: entry.body)
        _ = try codec.open(
            Delivery(
                token: DeliveryToken(epoch: 0, tag: 0), exchange: parcel.exchange, routingKey: parcel.routingKey,
                redelivered: false, properties: parcel.properties, body: parcel.body), from: QueueName("guichet.producer"))
    }

    /// Waits for the broker's confirm alone.
    func send(to broker: RabbitURL) throws -> Fate {
        try Self.permitted(to: broker) { () throws(Failure) in
            let outlet = try RabbitOutlet(to: broker)
            defer { outlet.close() }
            try outlet.send(parcel)
            while true {
                switch try outlet.settle(within: .seconds(1)).first {
                case .confirmed: return .confirmed
                case .returned(_, let reason): return .returned(reason)
                case .refused: return .rejected
                case nil: continue
                }
            }
        }
    }

    /// Waits for the workers' answer.
    func ask(of broker: RabbitURL, within patience: Pause) throws -> Fate {
        try Self.permitted(to: broker) { () throws(Failure) in
            let answers = try RabbitAnswers(at: broker)
            defer { answers.close() }
            return try ask(answers, within: patience)
        }
    }

    /// The same over a connection that stands.
    func ask(_ answers: RabbitAnswers, within patience: Pause) throws(Failure) -> Fate {
        try Self.fate(of: try answers.ask(parcel, within: patience))
    }

    static func fate(of answer: RabbitAnswers.Answer) throws(Failure) -> Fate {
        switch answer {
        case .answered(let delivery): return try Self.fate(delivery)
        case .silent: return .silent
        case .returned(let reason): return .returned(reason)
        case .refused: return .rejected
        }
    }

    private static func fate(_ answer: Delivery) throws(Failure) -> Fate {
        guard let event = try JSONText.parse(answer.body).object, let data = event["data"]?.object else {
            throw .malformed(field: "data", message: "the answer is no event")
        }
        guard event["type"]?.string == "refused" else { return .accepted(data) }
        let reasons = (data["reasons"]?.array ?? []).compactMap(\.object).map { reason in
            Reason(
                rule: reason["rule"]?.string ?? "", field: reason["field"]?.string,
                message: reason["message"]?.string ?? "", remedy: reason["remedy"]?.string ?? "")
        }
        return .refused(reasons, data)
    }

    /// A producer signs nothing, so its codec needs no secret of anybody's.
    private static func codec() throws(Failure) -> WireCodec {
        try WireCodec(secret: [UInt8](repeating: 0, count: 32), now: { WallClock.now() })
    }

    /// A broker that forbids it is no defect of ours: this user is not entitled to this event kind.
    private static func permitted<T>(to broker: RabbitURL, _ body: () throws(Failure) -> T) throws -> T {
        do {
            return try body()
        } catch {
            guard case .fatal(let message) = error, message.contains("ACCESS_REFUSED") else { throw error }
            throw Complaint(
                .refused, message,
                remedy: "see who may publish this: guichet schema events; then set the permissions: guichet grant --apply")
        }
    }
}
