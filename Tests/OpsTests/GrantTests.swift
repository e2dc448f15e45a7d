import Core
import Foundation
import Queues
import Testing
import Workers

@testable import guichet

/// A virtual host and users of their own, with the permissions that `guichet grant --apply` sets.
private struct GrantedHost {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    let name = "guichet-grant-\(ProcessInfo.processInfo.processIdentifier)-\(UInt16.random(in: .min ... .max))"
    let tool: Rabbitmqctl
    let grants: Grants
    private let base: RabbitURL

    init() throws {
        let environment = ProcessInfo.processInfo.environment
        guard let url = environment["GUICHET_TEST_AMQP_URL"], let command = environment["GUICHET_TEST_RABBITMQCTL"] else {
            throw Missing(
                description:
                    "set GUICHET_TEST_AMQP_URL to a RabbitMQ on loopback, and GUICHET_TEST_RABBITMQCTL to its rabbitmqctl")
        }
        let name = name
        base = try RabbitURL(url)
        tool = Rabbitmqctl(environment: ["GUICHET_RABBITMQCTL": command])
        grants = Grants(vhost: name, worker: "\(name)-worker", user: { "\(name)-\($0.rawValue)" })
        let users = Value.array(grants.all.map { ["name": .string($0.user), "password": "p", "tags": ""] })
        let definitions: Value = ["vhosts": [["name": .string(name)]], "users": users]
        _ = try tool.run(["import_definitions", "--format", "json"], input: JSONLayout.text(definitions))
        try Grant.apply(grants, by: tool)
    }

    func url(_ user: String) -> RabbitURL {
        var url = base
        url.vhost = name
        url.user = "\(name)-\(user)"
        url.password = "p"
        return url
    }

    func remove() throws {
        _ = try tool.run(["delete_vhost", name])
        // In one call: each costs a second.
        let names = grants.all.map { "<<\"\($0.user)\">>" }.joined(separator: ",")
        _ = try tool.run(["eval", "[rabbit_auth_backend_internal:delete_user(User, <<\"test\">>) || User <- [\(names)]]."])
    }

    /// Nil where the broker took it.
    func refusal(of user: String, _ exchange: String, _ key: String) throws -> String? {
        let outlet = try RabbitOutlet(to: url(user), patience: .seconds(10))
        defer { outlet.close() }
        do throws(Failure) {
            try outlet.send(
                Parcel(
                    id: 1, exchange: exchange, routingKey: key,
                    properties: Properties(contentType: "application/json", type: key),
                    body: Array("{}".utf8)))
            for _ in 0..<20 where try !outlet.settle(within: .seconds(1)).isEmpty { return nil }
            return "the broker is silent"
        } catch {
            return error.message
        }
    }
}

private func denied(_ message: String?) -> Bool { message?.contains("ACCESS_REFUSED") == true }

@Suite struct `A broker with the roster's permissions` {
    @Test func `lets each user do its own part, and nothing else`() throws {
        let host = try GrantedHost()
        defer { #expect(throws: Never.self) { try host.remove() } }

        // The workers' user may declare all of the topology, and consume.
        let workers = try RabbitTopology(at: host.url("worker"))
        defer { workers.close() }
        try workers.declare(Roster.topology())

        try publishing(host)
        try declaringAndReading(host)
        try answering(host)

        // A second time nothing is to be done, and nothing is undone.
        try Grant.apply(host.grants, by: host.tool)
        let found = try BrokerDefinitions(of: host.name, by: host.tool)
        for grant in host.grants.all { #expect(found.fits(grant), "\(grant.user)") }
    }

    private func publishing(_ host: GrantedHost) throws {
        for type in ["account.signup.requested", "account.password.set"] {
            #expect(try host.refusal(of: "portal", Topology.events, type) == nil, "\(type)")
        }
        for key in ["notification.send", "refused.account.signup.requested", "company.verified", "account", "#"] {
            #expect(denied(try host.refusal(of: "portal", Topology.events, key)), "\(key)")
        }
        #expect(denied(try host.refusal(of: "sales", Topology.events, "account.signup.requested")))
        for (exchange, key) in [
            (Topology.requeue, "guichet.account.account.signup.requested"), ("", "guichet.account"), (Topology.dead, ""),
            (Topology.unroutable, ""), ("amq.topic", "account.signup.requested"),
        ] {
            #expect(denied(try host.refusal(of: "portal", exchange, key)), "\(exchange) \(key)")
        }
    }

    private func declaringAndReading(_ host: GrantedHost) throws {
        let portal = try RabbitTopology(at: host.url("portal"))
        defer { portal.close() }
        let events = Topology(exchanges: [], queues: Roster.topology().queues, bindings: [])
        let own = Topology(
            exchanges: [], queues: [.init(name: "reply.portal.1", arguments: ["x-queue-type": "quorum"])], bindings: [])
        let binding = Topology(
            exchanges: [], queues: [], bindings: [.init(exchange: Topology.events, queue: "guichet.account", key: "#")])
        let exchange = Topology(exchanges: [.init(name: "mine", kind: "topic")], queues: [], bindings: [])
        for (name, topology) in [("queue", events), ("own queue", own), ("binding", binding), ("exchange", exchange)] {
            #expect(denied(message { try portal.declare(topology) }), "\(name)")
        }
        #expect(denied(message { try portal.delete(queue: "guichet.account") }))
        #expect(denied(message { try portal.delete(exchange: Topology.events) }))
        #expect(denied(message { try RabbitInlet(from: "guichet.account", at: host.url("portal"), prefetch: 1).close() }))
    }

    /// Direct reply-to needs no permission of the producer, and of the workers the default exchange.
    private func answering(_ host: GrantedHost) throws {
        let now = WallClock.now()
        let envelope = Envelope(id: NewId.make(at: now), source: "/test", type: "account.verification.resend", time: now)
        let url = host.url("portal")
        let question = try Publication(Event(envelope: envelope, data: ["email": "ada@example.org"]), as: url.user)
        let asked = EarlyQuestion(question, to: url, within: .seconds(60))
        let inlet = try RabbitInlet(from: "guichet.account", at: host.url("worker"), prefetch: 10)
        defer { inlet.close() }
        let outlet = try RabbitOutlet(to: host.url("worker"))
        defer { outlet.close() }
        var reply: String?
        for _ in 0..<40 where reply == nil {
            let delivery = try inlet.take(upTo: 10, within: .milliseconds(500)).first { $0.properties.messageId == envelope.id }
            reply = delivery?.properties.replyTo
            if let delivery { #expect(delivery.properties.userId == url.user) }
        }
        let queue = try #require(reply)
        #expect(queue.hasPrefix("amq.rabbitmq.reply-to."))
        let body = #"{"specversion":"1.0","type":"accepted","data":{"outcome":"recorded"}}"#
        try outlet.send(
            Parcel(
                id: 1, exchange: "", routingKey: queue, properties: Properties(correlationId: envelope.id), body: Array(body.utf8)
            ))
        #expect(try outlet.settle(within: .seconds(10)) == [.confirmed(1)])
        let fate = try asked.fate().0
        #expect(fate == .accepted(["outcome": "recorded"]))
    }

    private func message(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? Failure)?.message ?? "\(error)"
        }
    }
}
