import ArgumentParser
import Queues

struct Migrate: ParsableCommand {
    func run() throws {
        let settings = try Settings.current()
        let applied = try Migrations(PostgresSettings(url: settings.databaseURL.revealed)).migrate(now: WallClock.now())
        print(applied)
    }
}
