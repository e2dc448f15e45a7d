/// A gateway is to have a target blocked until an instant, or not to have it at all.
package struct FirewallSet: Message {
    package static let type: EventType = "firewall.set"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.firewall"
    package static let meaning = "Each gateway blocks a target until an instant, or no longer; and reads back what it has."

    package let block: String
    package let target: BlockTarget
    package let revision: Int64
    /// Nil: it is to be gone.
    package let until: Moment?

    package init(from form: inout Form) {
        block = form.id("blockId", "the block")
        target = BlockTarget(from: &form)
        revision = form.integer("revision", "of the block, as it was desired", in: 1...1_000_000_000_000_000)
        until = form.optionalMoment("until", "when it ends by itself; missing where it is to be gone")
    }

    static func outgoing(_ block: Block) -> Outgoing? {
        guard let target = block.target else { return nil }
        var data: Object = [
            "blockId": .string(block.id), "target": .string(target.prefix.description), "scope": .string(target.scope.rawValue),
            "revision": .integer(block.revision),
        ]
        if let until = block.until { data["until"] = .moment(until) }
        return Outgoing(type: type, data: data)
    }
}

/// What a gateway had when it was read. Never what it was told.
package struct WallReceipt: Hashable, Sendable {
    package enum Reading: Hashable, Sendable {
        case present(until: Moment)
        case absent
        /// It could not be set, or not be read.
        case problem(String)
        /// Nothing is enforced here, by the settings.
        case none(String)
    }

    package var gateway: String
    package var reading: Reading

    package init(gateway: String, reading: Reading) {
        self.gateway = gateway
        self.reading = reading
    }
}

/// A gateway's own look found what no command's report had said.
package struct FirewallObserved: Message {
    package static let type: EventType = "firewall.observed"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "What a gateway's own look found of a block that waits to be read back."

    package let block: String
    package let revision: Int64
    package let receipt: WallReceipt

    package init(from form: inout Form) {
        block = form.id("blockId", "the block")
        revision = form.integer("revision", "of the block, as it was desired", in: 1...1_000_000_000_000_000)
        let gateway = form.text("gateway", "its name", limit: 32)
        let until = form.optionalMoment("until", "when the gateway ends it by itself; missing where it does not have it")
        receipt = WallReceipt(gateway: gateway, reading: until.map { .present(until: $0) } ?? .absent)
    }

    package static func data(block: String, revision: Int64, gateway: String, until: Moment?) -> Object {
        var data: Object = ["blockId": .string(block), "revision": .integer(revision), "gateway": .string(gateway)]
        if let until { data["until"] = .moment(until) }
        return data
    }
}

/// A block's time is over.
package struct BlockExpired: Message {
    package static let type: EventType = "firewall.block.expired"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "A block's time is over; the gateways have ended it by themselves."

    package let block: String

    package init(from form: inout Form) {
        block = form.id("blockId", "the block")
    }

    static func timer(_ block: Block) -> Timer? {
        guard let until = block.until else { return nil }
        return Timer(key: key(block.id), due: until, event: Outgoing(type: type, data: ["blockId": .string(block.id)]))
    }

    static func key(_ block: String) -> String { "block/\(block)/expiry" }
}
