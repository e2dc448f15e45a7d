import Core
import Queues

/// Whether a commit is worth something, the schema is ours, and the clocks agree.
enum DoctorDatabase {
    /// A clock further off than this makes link and timer times wrong, and day borders.
    private static let tolerance = Pause.seconds(2)

    static func look(_ report: inout DoctorReport) {
        do {
            let settings = PostgresSettings(url: try ServerAddress.ofDatabase(), patience: .seconds(5))
            let today = WallClock.now().day
            let (found, offset) = try PostgresInspection.look(
                at: settings, days: today...today.advanced(by: 1), clock: { WallClock.now() })
            judge(found, offset, &report)
            try judge(try Migrations(settings).check(), missing: found.missingDays, today, &report)
        } catch {
            report.note(.database, error, "start PostgreSQL, or mend GUICHET_DATABASE_URL")
        }
    }

    static func judge(_ found: PostgresInspection, _ offset: Pause, _ report: inout DoctorReport) {
        if found.versionNumber >= 140_000 {
            report.ok(.database, "PostgreSQL \(found.version)")
        } else {
            report.fail(.database, "PostgreSQL \(found.version) is too old", "upgrade it to 14 or later")
        }
        if found.isStandby {
            report.fail(
                .database, "this server is a standby and takes no writes", "name the primary: target_session_attrs=read-write")
        }
        if found.synchronousCommit == "off" {
            report.fail(
                .database, "synchronous_commit is off: a crash loses what was acknowledged",
                "ALTER SYSTEM SET synchronous_commit = on")
        } else {
            report.ok(.database, "synchronous_commit is \(found.synchronousCommit)")
        }
        for (name, value) in [("fsync", found.fsync), ("full_page_writes", found.fullPageWrites)] {
            if value == "on" {
                report.ok(.database, "\(name) is on")
            } else {
                report.fail(
                    .database, "\(name) is \(value): a power cut may destroy the database", "ALTER SYSTEM SET \(name) = on")
            }
        }
        let off = abs(offset.microseconds) - found.uncertainty.microseconds
        if off > tolerance.microseconds {
            report.warn(
                .database, "its clock is \(offset.microseconds / 1000) ms from this machine's", "keep both by NTP or chrony")
        } else {
            report.ok(
                .database,
                "its clock agrees with this machine's (\(offset.microseconds / 1000) ms, ± \(found.uncertainty.microseconds / 1000))"
            )
        }
    }

    private static func judge(
        _ schema: Migrations.Report, missing: [Day], _ today: Day, _ report: inout DoctorReport
    ) throws {
        if schema.isCurrent {
            report.ok(.database, "the schema is up to date")
        } else {
            if !schema.pending.isEmpty {
                report.fail(.database, "not migrated: \(schema.pending.joined(separator: ", "))", "guichet migrate")
            }
            if !schema.changed.isEmpty {
                report.fail(
                    .database, "applied differently: \(schema.changed.joined(separator: ", "))",
                    "run the release that made this schema")
            }
            if !schema.unknown.isEmpty {
                report.fail(
                    .database, "a newer release made \(schema.unknown.joined(separator: ", "))",
                    "run that release, or a newer one")
            }
        }
        if schema.pending.contains(where: { $0.hasPrefix("V001") }) { return }
        if missing.contains(today) {
            report.fail(.database, "the inbox has no partition for today: nothing can be decided", "guichet migrate")
        } else if !missing.isEmpty {
            report.warn(.database, "the inbox has no partition for tomorrow", "guichet migrate; a running node makes them hourly")
        } else {
            report.ok(.database, "the inbox has its partitions for today and tomorrow")
        }
    }
}
