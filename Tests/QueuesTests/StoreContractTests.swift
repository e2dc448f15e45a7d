import Support
import Testing

@Suite struct `The store on PostgreSQL` {
    @Test(arguments: StoreContract.clauses)
    func `keeps the contract of stores`(_ clause: StoreClause) throws {
        try clause.ask(try PostgresDatabase())
    }
}
