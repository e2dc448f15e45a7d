/// A case, or a person, wants a block. The guard of the blast radius decides whether it may be.
package struct BlockRequested: Message {
    package static let type: EventType = "firewall.block.requested"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "A case asks for a block; the guard of the blast radius decides (ABU-7)."

    package let block: String
    package let target: BlockTarget
    package let abuseCase: String
    /// The holder's key, for the limit per customer.
    package let customer: String
    package let until: Moment
    package let reason: String

    package init(from form: inout Form) {
        block = form.id("blockId", "the block: the same for one target for ever")
        target = BlockTarget(from: &form)
        abuseCase = form.id("caseId", "the case that asks")
        customer = form.text("customer", "the holder's key, for the limit per customer")
        until = form.moment("until", "when it ends by itself")
        reason = form.text("reason", "why, in a sentence for the desk", limit: 500)
    }

    package static func outgoing(
        _ target: BlockTarget, for abuseCase: String, of customer: String, until: Moment, because reason: String,
        in circumstances: Circumstances
    ) -> Outgoing {
        Outgoing(
            type: type,
            data: [
                "blockId": .string(target.blockId(circumstances)), "target": .string(target.prefix.description),
                "scope": .string(target.scope.rawValue), "caseId": .string(abuseCase), "customer": .string(customer),
                "until": .moment(until), "reason": .string(reason),
            ])
    }
}

/// A case wants its block to end before its time.
package struct LiftRequested: Message {
    package static let type: EventType = "firewall.lift.requested"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "A case asks for the end of its block."

    package let block: String
    package let abuseCase: String
    package let reason: String

    package init(from form: inout Form) {
        block = form.id("blockId", "the block")
        abuseCase = form.id("caseId", "the case that asks")
        reason = form.text("reason", "why, in a sentence for the desk", limit: 500)
    }

    package static func outgoing(_ block: String, for abuseCase: String, because reason: String) -> Outgoing {
        Outgoing(type: type, data: ["blockId": .string(block), "caseId": .string(abuseCase), "reason": .string(reason)])
    }
}

/// What became of the block a case asked for. Sent to the case by the block or its guard.
package struct BlockChanged: Message {
    package enum State: String, CaseIterable, Sendable {
        /// Read back from every gateway.
        case active
        /// Its time was over.
        case expired
        /// Read back as gone from every gateway.
        case lifted
        /// The guard, or a gateway, said no: `reasons`. The desk decides.
        case withheld
    }

    package static let type: EventType = "abuse.block.changed"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "What became of a case's block, as it was observed."

    package let abuseCase: String
    package let block: String
    package let state: State
    package let until: Moment?
    package let reasons: [String]

    package init(from form: inout Form) {
        abuseCase = form.id("caseId", "the case that asked for the block")
        block = form.id("blockId", "the block")
        state = form.requiredChoice("state", "what it is now", of: State.self, placeholder: .withheld)
        until = form.optionalMoment("until", "when it ends by itself")
        reasons = form.texts("reasons", "why it was withheld")
    }

    package static func outgoing(
        _ block: String, for abuseCase: String, _ state: State, until: Moment? = nil, reasons: [String] = []
    ) -> Outgoing {
        var data: Object = ["caseId": .string(abuseCase), "blockId": .string(block), "state": .string(state.rawValue)]
        if let until { data["until"] = .moment(until) }
        if !reasons.isEmpty { data["reasons"] = .array(reasons.map(Value.string)) }
        return Outgoing(type: type, data: data)
    }
}

extension BlockTarget {
    init(from form: inout Form) {
        prefix = form.prefix("target", "the address, or block of IPv6 addresses")
        scope = form.requiredChoice("scope", "what of it", of: BlockScope.self, placeholder: .smtp)
    }
}
