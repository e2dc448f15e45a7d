package import Core

/// Brings a database's schema up to date: forward only, each file in a transaction of its own, under a lock, so that any
/// number of processes may try at once.
package struct Migrations {
    /// What differs between the files and the database.
    package struct Report: Hashable, Sendable {
        /// Names of files not yet applied.
        package var pending: [String] = []
        /// Applied, but the file has changed since.
        package var changed: [String] = []
        /// Applied by a newer version of the program.
        package var unknown: [String] = []

        package var isCurrent: Bool { pending.isEmpty && changed.isEmpty && unknown.isEmpty }
    }

    private let session: PostgresSession
    private let files: [MigrationFile]

    package init(_ settings: PostgresSettings) {
        self.init(settings, files: MigrationFile.all)
    }

    /// A large table that is written anew takes its time.
    private static let patience = Pause.hours(6)

    init(_ settings: PostgresSettings, files: [MigrationFile]) {
        var settings = settings
        settings.patience = Self.patience
        settings.serverTimeout = Self.patience
        session = PostgresSession(settings)
        self.files = files
    }

    /// Applies what is pending and makes the inbox partitions around `now`. Returns the names of the files applied.
    /// Throws `fatal`, and changes nothing, where an applied file has changed.
    package func migrate(now: Moment) throws(Failure) -> [String] {
        try session.connect()
        defer { session.drop() }
        try session.send(.lockMigrations)
        try session.send(.makeMigrations)
        _ = try session.finish()
        let applied = try applied()
        let report = report(applied)
        guard report.changed.isEmpty else {
            throw .fatal("migrations changed after they were applied: \(report.changed.joined(separator: ", "))")
        }
        let pending = files.filter { applied[$0.version] == nil }
        for file in pending { try apply(file) }
        try session.send(.keepPartitions) { InboxTable.bindPartitions(now: now, horizonDays: InboxTable.horizonDays, to: &$0) }
        _ = try session.finish()
        return pending.map(\.name)
    }

    /// Writes nothing.
    package func check() throws(Failure) -> Report {
        try session.connect()
        defer { session.drop() }
        try session.send(.findMigrations)
        guard let found = try session.finish().first, try found.bool(0, 0) else { return report([:]) }
        return report(try applied())
    }

    private func applied() throws(Failure) -> [Int32: (name: String, checksum: [UInt8])] {
        try session.send(.listMigrations)
        var applied: [Int32: (name: String, checksum: [UInt8])] = [:]
        guard let reply = try session.finish().first else { return applied }
        for row in 0..<reply.count { applied[try reply.int32(row, 0)] = (reply.text(row, 1), reply.bytes(row, 2)) }
        return applied
    }

    private func report(_ applied: [Int32: (name: String, checksum: [UInt8])]) -> Report {
        var report = Report()
        for file in files {
            guard let found = applied[file.version] else {
                report.pending.append(file.name)
                continue
            }
            if found.checksum != PostgresDigest.sha256(file.text) { report.changed.append(file.name) }
        }
        let known = Set(files.map(\.version))
        report.unknown = applied.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value.name)
        return report
    }

    private func apply(_ file: MigrationFile) throws(Failure) {
        try session.send(.begin)
        _ = try session.finish()
        // A failure ends the session's transaction with its connection.
        try session.run(script: String(decoding: file.text, as: UTF8.self))
        try session.send(.noteMigration) {
            $0.value(file.version)
            $0.value(file.name)
            $0.value(PostgresDigest.sha256(file.text))
        }
        try session.send(.commit)
        _ = try session.finish()
    }
}

extension Statement {
    fileprivate static let lockMigrations = Statement(
        "migrations:lock", "SELECT pg_advisory_lock(hashtextextended('guichet.migrations', 0))")
    fileprivate static let makeMigrations = Statement(
        "migrations:make",
        """
        CREATE TABLE IF NOT EXISTS migrations (
            version integer PRIMARY KEY, name text NOT NULL, checksum bytea NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now())
        """)
    fileprivate static let findMigrations = Statement(
        "migrations:find", "SELECT to_regclass('migrations') IS NOT NULL")
    fileprivate static let listMigrations = Statement(
        "migrations:list", "SELECT version, name, checksum FROM migrations ORDER BY version")
    fileprivate static let noteMigration = Statement(
        "migrations:note", "INSERT INTO migrations (version, name, checksum) VALUES ($1, $2, $3)")
}
