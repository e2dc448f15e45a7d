package import Core

/// How to reach a database and how long to bear with it.
package struct PostgresSettings: Sendable {
    /// A libpq URL or connection string: hosts, TLS, certificates and every other libpq setting.
    package var url: String
    /// Shown in `pg_stat_activity`, unless the URL names another.
    package var applicationName: String
    /// Longest wait for the server in one round trip, and for a connection.
    package var patience: Pause
    /// Given to the server where neither URL nor role sets its own: longest statement, longest pause in a transaction.
    package var serverTimeout: Pause

    package init(
        url: String, applicationName: String = "guichet", patience: Pause = .seconds(30),
        serverTimeout: Pause = .seconds(60)
    ) {
        self.url = url
        self.applicationName = applicationName
        self.patience = patience
        self.serverTimeout = serverTimeout
    }
}
