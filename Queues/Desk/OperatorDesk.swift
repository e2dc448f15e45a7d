package import Core

/// The database as an operator sees it: one connection, readers, and actions that leave a line in `operations`.
///
/// Each reader and each action is an extension in a file of its own. Belongs to one thread.
package final class OperatorDesk {
    let session: PostgresSession

    /// - Parameter patience: the longest one question may take; an audit of a large house takes minutes.
    package init(_ settings: PostgresSettings, patience: Pause = .seconds(30)) throws(Failure) {
        var settings = settings
        settings.patience = patience
        settings.serverTimeout = patience
        session = PostgresSession(settings)
        try session.connect()
    }

    package func close() { session.drop() }

    /// One statement in a round trip of its own.
    @discardableResult
    func ask(
        _ statement: Statement, _ fill: (inout PostgresParameters) -> Void = { _ in }
    ) throws(Failure) -> [DeskRow] {
        let place = try session.send(statement, fill)
        return DeskRow.all(of: try session.finish()[place])
    }

    /// Commits what the body did, or nothing of it.
    func transaction<Result>(
        _ begin: Statement = .begin, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try ask(begin)
        do throws(Failure) {
            let result = try body()
            try ask(.commit)
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// All that the body reads is of one instant, whatever workers write meanwhile.
    func snapshot<Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        try transaction(.beginSnapshot, body)
    }

    private func rollBack() {
        guard session.isConnected else { return }
        // A connection that cannot roll back is closed, which rolls back.
        do throws(Failure) { try ask(.rollback) } catch { session.drop() }
    }
}

extension Statement {
    static let beginSnapshot = Statement("transaction:snapshot", "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
}
