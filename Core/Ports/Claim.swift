/// What a message is known by in one queue's inbox. The same message always makes the same claim.
package struct Claim: Hashable, Sendable {
    /// The event's id where that is a UUID in canonical form, else a hash of it.
    package let key: UInt128
    /// A hash of the source and of the queue that works on the message.
    package let scope: Int64
    /// The inbox partitions it is written to: the day the message was made; that day and its neighbours where the day is
    /// the producer's word (`time`) and not part of the id; `Claim.undated` where there is neither.
    package let days: [Day]

    package init(key: UInt128, scope: Int64, days: [Day]) {
        self.key = key
        self.scope = scope
        self.days = days
    }

    /// The days follow from the rest.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(key)
        hasher.combine(scope)
    }

    /// The partition of messages without any date, which is never dropped.
    package static let undated = Day(number: 0)
}
