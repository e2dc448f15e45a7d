import Core
import Queues

/// One sign-up, as a portal sends it at noon of 2026-11-21, and the codec that reads it a minute later.
enum WireSample {
    static let noon = Moment(microseconds: 1_795_262_400_000_000)
    static let id = "01a1fdfa-467b-7abc-8def-0123456789ab"
    static let queue: QueueName = "guichet.account"
    static let secret = [UInt8](0..<32)

    static let structured = #"""
        {"specversion":"1.0","id":"01a1fdfa-467b-7abc-8def-0123456789ab","source":"/portal","type":"account.signup.requested",\#
        "subject":"account/6b1f8a52-0c1d-4f8e-9d3a-1b2c3d4e5f60","time":"2026-11-21T12:00:00.123000Z","sequence":1,\#
        "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","datacontenttype":"application/json",\#
        "data":{"accountId":"6b1f8a52-0c1d-4f8e-9d3a-1b2c3d4e5f60","email":"zoé@example.org","locale":"fr"}}
        """#

    static let headers: Object = [
        "cloudEvents_specversion": "1.0", "cloudEvents_id": "01a1fdfa-467b-7abc-8def-0123456789ab",
        "cloudEvents_source": "/portal", "cloudEvents_type": "account.signup.requested",
        "cloudEvents_subject": "account/6b1f8a52-0c1d-4f8e-9d3a-1b2c3d4e5f60",
        "cloudEvents_time": "2026-11-21T12:00:00.123000Z", "cloudEvents_sequence": "1",
        "cloudEvents_traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ]

    static let event = Event(
        envelope: Envelope(
            id: id, source: "/portal", type: "account.signup.requested",
            subject: "account/6b1f8a52-0c1d-4f8e-9d3a-1b2c3d4e5f60",
            time: Moment(microseconds: noon.microseconds + 123_000), sequence: 1,
            traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        data: ["accountId": "6b1f8a52-0c1d-4f8e-9d3a-1b2c3d4e5f60", "email": "zoé@example.org", "locale": "fr"])

    static func codec(at now: Moment = noon.adding(.minutes(1))) throws -> WireCodec {
        try WireCodec(secret: secret, now: { now })
    }

    static func delivery(
        _ body: String = structured, exchange: String = Topology.events, key: String = "account.signup.requested",
        properties: Properties = Properties(contentType: "application/cloudevents+json")
    ) -> Delivery {
        delivery(Array(body.utf8), exchange: exchange, key: key, properties: properties)
    }

    static func delivery(
        _ body: [UInt8], exchange: String = Topology.events, key: String = "account.signup.requested",
        properties: Properties = Properties(contentType: "application/cloudevents+json")
    ) -> Delivery {
        Delivery(
            token: DeliveryToken(epoch: 1, tag: 1), exchange: exchange, routingKey: key, redelivered: false,
            properties: properties, body: body)
    }

    /// The sample in structured mode, one member of it changed or, with nil, removed.
    static func changing(_ member: String, to value: Value?) throws -> Delivery {
        var event = try JSONText.parse(Array(structured.utf8)).object ?? Object()
        event[member] = value
        return delivery(JSONText.bytes(.object(event)))
    }

    /// The sample in binary mode, one header of it changed or, with nil, removed.
    static func changingHeader(_ header: String, to value: Value?) -> Delivery {
        var headers = headers
        headers[header] = value
        return delivery("{}", properties: Properties(contentType: "application/json", headers: headers))
    }

    static func refusal(of delivery: Delivery, at now: Moment = noon.adding(.minutes(1))) throws -> Failure? {
        let codec = try codec(at: now)
        do {
            _ = try codec.open(delivery, from: queue)
            return nil
        } catch {
            return error
        }
    }

    /// The field at fault, `opened` where there is none, and `other` for a failure of another kind.
    static func field(of delivery: Delivery, at now: Moment = noon.adding(.minutes(1))) throws -> String {
        switch try refusal(of: delivery, at: now) {
        case nil: "opened"
        case .malformed(let field, _): field
        default: "other"
        }
    }
}
