import Core
import Testing
import Workers

@Suite struct `The permissions of the roster` {
    let grants = Grants()

    @Test func `let a producer publish its own event kinds, and no other routing key`() throws {
        let types = Roster.duties().map(\.type.name) + ["refused.account.signup.requested", "account", "", "company.verified"]
        for grant in grants.producers {
            let pattern = try Regex(grant.topicWrite)
            let own = Roster.duties().filter { $0.producers.map(\.rawValue).contains(grant.user) }.map(\.type.name)
            for type in types where !type.isEmpty || !own.isEmpty {
                #expect((type.wholeMatch(of: pattern) != nil) == own.contains(type), "\(grant.user) \(type)")
                for near in ["x\(type)", "\(type)x", "\(type).x", type.replacing(".", with: "x")] where !own.contains(near) {
                    #expect(near.firstMatch(of: pattern) == nil, "\(grant.user) \(near)")
                }
            }
        }
    }

    @Test func `are there for every producer but the pipeline itself`() {
        #expect(grants.producers.map(\.user) == ["portal", "sales", "desk", "staff", "support", "network"])
        #expect(grants.producers.first { $0.user == "portal" }?.routingKeys?.contains("account.signup.requested") == true)
    }

    @Test func `let a producer write to the events alone, declare nothing and read its own answers`() throws {
        for grant in grants.producers {
            let write = try Regex(grant.write)
            #expect("guichet.events".wholeMatch(of: write) != nil)
            for name in ["guichet.requeue", "guichet.dead", "amq.default", "amq.topic", "guichetxevents", "guichet.account"] {
                #expect(name.firstMatch(of: write) == nil, "\(grant.user) \(name)")
                #expect(name.firstMatch(of: try Regex(grant.configure)) == nil, "\(grant.user) \(name)")
                #expect(name.firstMatch(of: try Regex(grant.read)) == nil, "\(grant.user) \(name)")
            }
            #expect("reply.\(grant.user).1".firstMatch(of: try Regex(grant.read)) != nil)
            #expect("reply.other.1".firstMatch(of: try Regex(grant.read)) == nil)
        }
    }

    @Test func `close the topics before they open the exchange`() {
        let commands = grants.commands
        #expect(commands.count == 14)
        for (topic, plain) in zip(
            commands.enumerated().filter { $0.offset % 2 == 0 }, commands.enumerated().filter { $0.offset % 2 == 1 })
        {
            #expect(topic.element.first == "set_topic_permissions")
            #expect(plain.element.first == "set_permissions")
            #expect(topic.element[3] == plain.element[3])
        }
    }

    @Test func `say the same as definitions`() {
        let definitions = grants.definitions(for: ["portal"]).object
        let portal = grants.producers.first { $0.user == "portal" }
        #expect(definitions?["permissions"]?.array?.count == 1)
        #expect(definitions?["permissions"]?.array?.first?["write"] == portal.map { .string($0.write) })
        #expect(definitions?["topic_permissions"]?.array?.first?["write"] == portal.map { .string($0.topicWrite) })
    }
}
