package import Core

/// What all nodes of one installation must have in common, as the first of them said it.
package struct Installation {
    private let session: PostgresSession

    package init(_ settings: PostgresSettings) {
        session = PostgresSession(settings)
    }

    /// True where this node's secret is the installation's: another one would mail links that nobody can use, and could open
    /// nothing that was sealed. The first node to ask sets it.
    package func hasSecret(fingerprint: String) throws(Failure) -> Bool {
        try session.connect()
        defer { session.drop() }
        try session.send(.setOnce) {
            $0.value("secret")
            $0.value(fingerprint)
        }
        let place = try session.send(.findCommon) { $0.value("secret") }
        return try session.finish()[place].text(0, 0) == fingerprint
    }
}

extension Statement {
    fileprivate static let setOnce = Statement(
        "installation:set once", "INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING")
    fileprivate static let findCommon = Statement(
        "installation:find", "SELECT value FROM installation WHERE name = $1")
}
