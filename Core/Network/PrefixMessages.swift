/// ABU-5: a block of addresses is ours. What is in none is not.
package struct PrefixAnnounced: Message {
    package static let type: EventType = "provisioning.prefix.announced"
    package static let producers: [Producer] = [.network]
    package static let queue: QueueName = "guichet.provisioning"
    package static let meaning = "A block of addresses is ours; what is in none is not ours (ABU-5)."

    package let prefixId: String
    package let prefix: IPPrefix
    package let from: Moment
    package let to: Moment?
    package let isProtected: Bool
    package let note: String?

    package init(from form: inout Form) {
        prefixId = form.id("prefixId", "the allocation, chosen by the producer so that a retry is recognised")
        prefix = form.prefix("prefix", "the block of addresses")
        form.requireSize(of: prefix, in: "prefix")
        from = form.moment("from", "since when it is ours")
        to = form.optionalMoment("to", "since when it is not any more")
        isProtected = form.flag("protected", "true: no address of it is blocked without two people", else: false)
        note = form.optionalText("note", "what it is for", limit: 1000)
        if let to, to <= from { form.refuse("to", "it ends before it begins", remedy: "give an end after “from”") }
    }
}

package struct PrefixWithdrawn: Message {
    package static let type: EventType = "provisioning.prefix.withdrawn"
    package static let producers: [Producer] = [.network]
    package static let queue: QueueName = "guichet.provisioning"
    package static let meaning = "A block of addresses is ours no more; no lease in it may run on (NET-8)."

    package let prefixId: String
    package let to: Moment?
    package let note: String?

    package init(from form: inout Form) {
        prefixId = form.id("prefixId", "the allocation")
        to = form.optionalMoment("to", "since when it is not ours any more; now without it")
        note = form.optionalText("note", "why, for the record", limit: 1000)
    }
}
