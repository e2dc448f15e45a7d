/// A question to the database that a decision needs answered besides its own entity. It is read in the batch's first round
/// trip, under no lock: what must not change meanwhile belongs to the entity, or to a constraint.
package struct Ask: Hashable, Sendable {
    /// A question that `Queues/Postgres/Asks` knows how to put.
    package let name: String
    package let parameters: Object

    package init(_ name: String, _ parameters: Object) {
        self.name = name
        self.parameters = parameters
    }
}
