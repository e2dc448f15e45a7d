/// Reads the row of an entity. What is not as the code wrote it is our fault: `fatal`, naming table, column and id.
package struct Columns: Sendable {
    private let table: String
    private let id: String
    private let row: Object

    package init(of table: String, id: String, _ row: Object) {
        self.table = table
        self.id = id
        self.row = row
    }

    package func text(_ column: String) throws(Failure) -> String {
        guard let text = row[column]?.string else { throw unreadable(column) }
        return text
    }

    package func optionalText(_ column: String) -> String? { row[column]?.string }

    package func choice<C>(_ column: String, of choices: C.Type) throws(Failure) -> C
    where C: RawRepresentable, C.RawValue == String {
        guard let choice = C(rawValue: try text(column)) else { throw unreadable(column) }
        return choice
    }

    package func integer(_ column: String) throws(Failure) -> Int64 {
        guard let number = row[column]?.integer else { throw unreadable(column) }
        return number
    }

    package func moment(_ column: String) throws(Failure) -> Moment {
        guard let moment = try optionalMoment(column) else { throw unreadable(column) }
        return moment
    }

    package func optionalMoment(_ column: String) throws(Failure) -> Moment? {
        guard let text = row[column]?.string else { return nil }
        guard let moment = Moment(rfc3339: text) else { throw unreadable(column) }
        return moment
    }

    func unreadable(_ column: String) -> Failure {
        .fatal("\(table).\(column) of \(id) cannot be read: run `guichet audit` and `guichet migrate --check`")
    }
}
