import Core
import Testing

@testable import Queues

@Suite struct `An installation` {
    @Test func `has the secret of its first node, and knows another`() throws {
        let database = try PostgresDatabase()
        let installation = Installation(database.settings)
        #expect(try installation.hasSecret(fingerprint: "one"))
        #expect(try installation.hasSecret(fingerprint: "one"))
        #expect(try !installation.hasSecret(fingerprint: "two"))
    }
}
