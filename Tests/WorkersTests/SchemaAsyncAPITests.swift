import Core
import Testing
import Workers

@Suite struct `The AsyncAPI document` {
    let topology = Roster.topology()
    let document = AsyncAPI.document(of: Roster.duties(), topology: Roster.topology(), version: "1.2.3")

    @Test func `has what AsyncAPI 3 asks for at its root`() {
        #expect(document.object?["asyncapi"] == "3.0.0")
        #expect(document["info", "title"]?.string?.isEmpty == false)
        #expect(document["info", "version"] == "1.2.3")
        for (name, server) in document.members("servers") {
            #expect(server["host"]?.string?.isEmpty == false, "\(name)")
            #expect(server["protocol"] == "amqp", "\(name)")
        }
    }

    @Test func `refers to nothing that is not there`() {
        var references: [String] = []
        document.walk { if let text = $0.object?["$ref"]?.string { references.append(text) } }
        #expect(references.count > 50)
        for reference in references { #expect(document.at(reference) != nil, "\(reference)") }
    }

    @Test func `has names that a reference can say`() {
        for part in ["channels", "operations"] {
            for (name, _) in document.members(part) { #expect(name.wholeMatch(of: /[A-Za-z0-9._-]+/) != nil, "\(name)") }
        }
    }

    @Test func `takes the messages of an operation from its channel`() {
        let operations = document.members("operations")
        #expect(operations.count > Roster.duties().count)
        for (name, operation) in operations {
            #expect(["send", "receive"].contains(operation["action"]?.string), "\(name)")
            let places = [(operation, operation["channel"]), (operation["reply"] ?? [:], operation["reply"]?["channel"])]
            for (holder, channel) in places {
                guard let channel = channel?["$ref"]?.string else { continue }
                for message in holder["messages"]?.array ?? [] {
                    #expect(message["$ref"]?.string?.hasPrefix(channel + "/messages/") == true, "\(name)")
                }
            }
        }
    }

    @Test func `says of every event who sends it and where the answer goes`() {
        for duty in Roster.duties() {
            let operation = document["operations", "receive.\(duty.type)"]
            #expect(operation?["x-producers"]?.array == duty.producers.map { .string($0.rawValue) })
            #expect(operation?["x-queue"] == .string(duty.queue.name))
            #expect(operation?["reply"]?["address"]?["location"] == "$message.header#/reply_to")
            #expect((document["operations", "send.\(duty.type)"] != nil) == duty.producers.contains(.guichet))
        }
    }

    @Test func `uses only the keys that the AMQP binding knows`() {
        let known: [String: Set<String>] = [
            "channels": ["is", "exchange", "queue", "bindingVersion"],
            "operations": [
                "expiration", "userId", "cc", "priority", "deliveryMode", "mandatory", "bcc", "timestamp", "ack",
                "bindingVersion",
            ],
        ]
        for (part, keys) in known {
            for (name, holder) in document.members(part) {
                for member in holder["bindings"]?["amqp"]?.object?.members ?? [] {
                    #expect(keys.contains(member.name), "\(name)")
                }
            }
        }
        for (name, message) in document["components"]?.members("messages") ?? [] {
            for member in message["bindings"]?["amqp"]?.object?.members ?? [] {
                #expect(["contentEncoding", "messageType", "bindingVersion"].contains(member.name), "\(name)")
            }
        }
        for (_, channel) in document.members("channels") {
            let binding = channel["bindings"]?["amqp"]
            for member in binding?["exchange"]?.object?.members ?? [] {
                #expect(["name", "type", "durable", "autoDelete", "vhost"].contains(member.name))
            }
            for member in binding?["queue"]?.object?.members ?? [] {
                #expect(["name", "durable", "exclusive", "autoDelete", "vhost"].contains(member.name))
            }
        }
    }

    @Test func `has exactly the exchanges, queues and bindings of the topology`() {
        var exchanges: Set<Topology.Exchange> = []
        var queues: Set<Topology.Queue> = []
        var bindings: Set<Topology.Binding> = []
        for (name, channel) in document.members("channels") {
            let amqp = channel["bindings"]?["amqp"]
            if name.hasPrefix("exchange."), let exchange = amqp?["exchange"] {
                exchanges.insert(
                    Topology.Exchange(
                        name: exchange["name"]?.string ?? "", kind: exchange["type"]?.string ?? "",
                        alternate: channel["x-alternate-exchange"]?.string))
            }
            guard let queue = amqp?["queue"]?["name"]?.string else { continue }
            queues.insert(Topology.Queue(name: QueueName(queue), arguments: channel["x-arguments"]?.object ?? Object()))
            for binding in channel["x-bindings"]?.array ?? [] {
                bindings.insert(
                    Topology.Binding(
                        exchange: binding["exchange"]?.string ?? "", queue: QueueName(queue),
                        key: binding["routingKey"]?.string ?? ""))
            }
        }
        #expect(exchanges == Set(topology.exchanges))
        #expect(queues == Set(topology.queues))
        #expect(bindings == Set(topology.bindings))
    }

    @Test func `gives every channel of an event the exchange it is published to`() {
        for duty in Roster.duties() {
            let channel = document["channels", duty.type.name]
            #expect(channel?["address"] == .string(duty.type.name))
            #expect(channel?["bindings"]?["amqp"]?["exchange"]?["name"] == .string(Topology.events))
        }
    }
}

extension Value {
    subscript(name: String) -> Value? { object?[name] }
    subscript(first: String, second: String) -> Value? { self[first]?[second] }

    func members(_ name: String) -> [(String, Value)] {
        (self[name]?.object?.members ?? []).map { ($0.name, $0.value) }
    }

    /// This value and all in it.
    func walk(_ visit: (Value) -> Void) {
        visit(self)
        for member in object?.members ?? [] { member.value.walk(visit) }
        for value in array ?? [] { value.walk(visit) }
    }

    /// What a reference of the form `#/a/b` names.
    func at(_ reference: String) -> Value? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(Optional(self)) { value, name in value?[String(name)] }
    }
}
