import Core
import Queues
import Testing

@Suite struct `A message that the pipeline sends round` {
    private let key = "guichet.account.account.signup.requested"

    private func delivery(_ headers: Object, exchange: String = Topology.requeue, key: String? = nil) -> Delivery {
        WireSample.delivery(
            exchange: exchange, key: key ?? self.key,
            properties: Properties(contentType: "application/cloudevents+json", userId: "guichet", headers: headers))
    }

    @Test func `says what its first delivery said`() throws {
        let headers: Object = ["guichet-attempt": 3, "guichet-actor": "portal", "guichet-reply-to": "portal.answers"]
        let opened = try WireSample.codec().open(delivery(headers), from: WireSample.queue)
        #expect(opened.attempt == 3)
        #expect(opened.event.envelope.actor == "portal")
        #expect(opened.event.envelope.replyTo == "portal.answers")
    }

    @Test func `is believed from the requeue exchange alone`() throws {
        let headers: Object = ["guichet-attempt": 3, "guichet-actor": "staff", "guichet-reply-to": "staff.answers"]
        let forged = delivery(headers, exchange: Topology.events, key: "account.signup.requested")
        let opened = try WireSample.codec().open(forged, from: WireSample.queue)
        #expect(opened.attempt == 0)
        #expect(opened.event.envelope.actor == "guichet")
        #expect(opened.event.envelope.replyTo == nil)
    }

    @Test func `is for the queue that its routing key names`() throws {
        #expect(try WireSample.field(of: delivery([:])) == "opened")
        #expect(try WireSample.field(of: delivery([:], key: "account.signup.requested")) == "type")
        #expect(try WireSample.field(of: delivery([:], key: "guichet.ticket.account.signup.requested")) == "type")
        #expect(try WireSample.field(of: delivery([:], key: "guichet.accountaccount.signup.requested")) == "type")
    }

    @Test(arguments: [-1, "many", .number(1), true] as [Value])
    func `has a number of tries`(_ attempt: Value) throws {
        #expect(try WireSample.field(of: delivery(["guichet-attempt": attempt])) == "guichet-attempt")
    }

    @Test func `comes back as it was sent`() throws {
        let codec = try WireSample.codec()
        var event = WireSample.event
        event.envelope.actor = "portal"
        event.envelope.replyTo = "portal.answers"
        let entry = codec.entry(for: event, exchange: Topology.requeue, routingKey: key)
        let again = WireSample.delivery(
            entry.body, exchange: entry.exchange, key: entry.routingKey, properties: entry.properties)
        #expect(try codec.open(again, from: WireSample.queue).event == event)
        #expect(codec.entry(for: event, exchange: Topology.events, routingKey: "x").properties.headers.isEmpty)
    }
}
