/// The desk blocks an address of ours by hand.
package struct BlockOrdered: Message {
    package static let type: EventType = "abuse.block.ordered"
    package static let producers: [Producer] = [.desk]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "The desk blocks an address of ours by hand; against a guard it takes two people (SEC-10)."

    package let target: BlockTarget
    package let by: String
    package let expires: Moment?
    package let reason: String

    package init(from form: inout Form) {
        target = BlockTarget(ordered: &form)
        by = form.text("by", "who orders it", limit: 100)
        expires = form.optionalMoment("expires", "when it ends by itself; the policy says where it is missing")
        reason = form.text("reason", "why, in a sentence", limit: 500)
    }
}

/// The desk ends a block by hand.
package struct UnblockOrdered: Message {
    package static let type: EventType = "abuse.unblock.ordered"
    package static let producers: [Producer] = [.desk]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "The desk ends a block by hand; where the policy says so it takes two people (SEC-10)."

    package let target: BlockTarget
    package let by: String
    package let reason: String

    package init(from form: inout Form) {
        target = BlockTarget(ordered: &form)
        by = form.text("by", "who orders it", limit: 100)
        reason = form.text("reason", "why, in a sentence", limit: 500)
    }
}

/// The guard lets a block through.
package struct BlockGranted: Message {
    package static let type: EventType = "firewall.block.granted"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "The guard of the blast radius lets a block through (ABU-7)."

    package let block: String
    package let target: BlockTarget
    /// Nil where a person ordered it.
    package let abuseCase: String?
    package let until: Moment
    package let reason: String

    package init(from form: inout Form) {
        block = form.id("blockId", "the block")
        target = BlockTarget(from: &form)
        abuseCase = form.optionalId("caseId", "the case that asked; missing where a person ordered it")
        until = form.moment("until", "when it ends by itself")
        reason = form.text("reason", "why, in a sentence for the desk", limit: 500)
    }

    static func outgoing(_ grant: GuardFact.Grant, because reason: String) -> Outgoing {
        var data: Object = [
            "blockId": .string(grant.block), "target": .string(grant.target.prefix.description),
            "scope": .string(grant.target.scope.rawValue), "until": .moment(grant.until), "reason": .string(reason),
        ]
        if let abuseCase = grant.abuseCase { data["caseId"] = .string(abuseCase) }
        return Outgoing(type: type, data: data)
    }
}

extension BlockTarget {
    /// As a person names it: an address, and its port 25 alone where they do not say more.
    fileprivate init(ordered form: inout Form) {
        let prefix = form.prefix("address", "the address, or block of IPv6 addresses")
        self.init(prefix, form.choice("scope", "what of it; smtp where missing", of: BlockScope.self, else: .smtp))
    }
}
