import Core
import Support
import Testing

@Suite struct `A store in memory` {
    @Test(arguments: StoreContract.clauses) func `keeps the contract of PostgreSQL`(clause: StoreClause) throws {
        try clause.ask(MemoryHouse())
    }
}

private struct MemoryHouse: StoreHouse {
    private let clock = SimulatedClock()
    private let database: MemoryDatabase
    private let only = MemoryFleet()

    init() {
        let clock = clock
        database = MemoryDatabase(clock: { clock.now })
    }

    var now: Moment { clock.now }
    func store() throws -> any Store { database.store() }
    func outbox() throws -> any Outbox { database.relayOutbox() }
    func agenda() throws -> any Agenda { database.agenda() }
    func fleet() throws -> any Fleet { only }

    func facts(of subject: String) throws -> [Object] { (database.history[subject] ?? []).map(\.data) }

    func credentials(of subject: String) throws -> [String] {
        database.credentials.keys.filter { $0.subject == subject }.map(\.kind).sorted()
    }

    func deadLetters() throws -> [String: Int] {
        database.dead.reduce(into: [:]) { $0[$1.value.reason] = database.timesDead[$1.key] }
    }
}
