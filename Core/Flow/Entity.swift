/// Something with a life of its own: its state is what its facts made of it.
///
/// Its row in PostgreSQL is a view of the fold: replaying the history of any subject gives its row (`guichet audit`).
package protocol Entity: Sendable {
    associatedtype Happening: Fact
    /// First part of the subject and name for people: `account`.
    static var kind: String { get }
    /// The table with one row each. Columns are those of `row`, and `id`, `version`, `sent`, which the engine keeps.
    static var table: String { get }
    /// Columns, apart from `id`, by which an event may refer to one.
    static var references: [String] { get }
    /// Nothing has happened yet.
    init(id: String)
    /// Reads what `row` wrote. Throws `fatal` where the table does not have the form the code needs.
    init(id: String, row: Object) throws(Failure)
    var row: Object { get }
    mutating func apply(_ fact: Happening, at moment: Moment)
}

/// Something that happened to an entity, in the past tense. Its name and data are kept for ever: rename no case.
package protocol Fact: Sendable, Hashable {
    var name: String { get }
    var data: Object { get }
    /// Nil where this name or form is not known.
    init?(name: String, data: Object)
}

/// Which entity an event is about.
package enum Reference: Hashable, Sendable {
    case id(String)
    /// The one whose column has this value; nobody where there is none.
    case column(String, String)
    /// The one whose column has this value; where there is none, a new one of this id. Whether another was made at the same
    /// moment is for a unique constraint on the column to say: the event is then decided again, on that one.
    case columnElse(String, String, id: String)
}
