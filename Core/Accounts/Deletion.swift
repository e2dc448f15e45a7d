/// A deletion on its way: asked for by one person, approved by another, and not before its cooling-off is over (ACC-17, SEC-10).
package struct Deletion: Hashable, Sendable {
    /// Nil on a tombstone: who asked is mostly the person who is gone.
    package internal(set) var by: String?
    package internal(set) var requested: Moment
    /// The end of the cooling-off.
    package internal(set) var due: Moment
    package internal(set) var approved: Moment?

    init(by: String?, requested: Moment, due: Moment, approved: Moment? = nil) {
        self.by = by
        self.requested = requested
        self.due = due
        self.approved = approved
    }
}
