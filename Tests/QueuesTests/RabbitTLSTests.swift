import Core
import Foundation
import Testing

@testable import Queues

/// Needs the broker's TLS listener at GUICHET_TEST_AMQPS_URL, whose certificate names `localhost` alone and was signed by the
/// authority in the PEM file GUICHET_TEST_AMQPS_CA.
@Suite(.serialized) struct `A broker behind TLS` {
    private func url(_ change: (inout RabbitURL) -> Void = { _ in }) throws -> RabbitURL {
        let environment = ProcessInfo.processInfo.environment
        guard let text = environment["GUICHET_TEST_AMQPS_URL"], let authorities = environment["GUICHET_TEST_AMQPS_CA"] else {
            throw RabbitBroker.Missing(
                description: "set GUICHET_TEST_AMQPS_URL (host localhost) and GUICHET_TEST_AMQPS_CA, the file of its authority")
        }
        var url = try RabbitURL(text)
        url.authorities = authorities
        change(&url)
        return url
    }

    @Test func `is used where its authority and its name are known`() throws {
        try RabbitBroker.withQueue { queue, _ in
            let url = try url()
            let bodies = [[1], [UInt8](repeating: 7, count: 131_064), [UInt8](repeating: 8, count: 3_000_000)]
            try RabbitBroker.fill(queue, at: url, bodies)
            let inlet = try RabbitInlet(from: queue, at: url)
            defer { inlet.close() }
            #expect(try RabbitBroker.take(3, from: inlet).map(\.body) == bodies)
        }
    }

    @Test func `is refused, with the reason, where its authority is unknown`() throws {
        let failure = RabbitBroker.failure { _ = try RabbitTopology(at: try url { $0.authorities = nil }) }.failure
        #expect(failure?.isFatal == true && failure?.message.contains("cacertfile") == true, "\(failure?.message ?? "none")")
    }

    @Test func `is refused under another name, and accepted where that name is expected`() throws {
        let wrong = RabbitBroker.failure { _ = try RabbitTopology(at: try url { $0.host = "127.0.0.1" }) }.failure
        #expect(wrong?.isFatal == true && wrong?.message.contains("IP address mismatch") == true, "\(wrong?.message ?? "none")")
        let other = RabbitBroker.failure { _ = try RabbitTopology(at: try url { $0.serverName = "other.example" }) }.failure
        #expect(other?.isFatal == true && other?.message.contains("ostname mismatch") == true, "\(other?.message ?? "none")")
        let named = try url { ($0.host, $0.serverName) = ("127.0.0.1", "localhost") }
        try RabbitTopology(at: named).close()
    }

    @Test func `is used unseen where nobody asks for its certificate`() throws {
        try RabbitTopology(at: try url { ($0.host, $0.verifiesPeer, $0.authorities) = ("127.0.0.1", false, nil) }).close()
    }

    @Test func `is not spoken to in plain words`() throws {
        let failure = RabbitBroker.failure { _ = try RabbitTopology(at: try url { $0.isSecure = false }) }.failure
        #expect(failure != nil)
    }
}
