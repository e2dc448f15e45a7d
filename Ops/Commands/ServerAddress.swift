import Core
import Foundation
import Queues

/// Where the servers are, for commands that need no other setting: a producer has no signing secret.
enum ServerAddress {
    static func ofDatabase() throws -> String {
        try read { $0.server("GUICHET_DATABASE_URL", schemes: ["postgresql", "postgres"], example: databaseExample) }.revealed
    }

    /// The broker as the workers' own user.
    static func ofWorkers() throws -> RabbitURL { try broker(named: "GUICHET_AMQP_URL") }

    /// The broker as this producer's user.
    static func of(_ producer: Producer) throws -> RabbitURL { try broker(named: variable(of: producer)) }

    /// Nil where the setting is missing.
    static func ofWorkersIfSet() throws -> RabbitURL? {
        let text = try read { $0.text("GUICHET_AMQP_URL") }
        return text == nil ? nil : try ofWorkers()
    }

    /// A setting of one word, for commands that need no server; nil where it is not set.
    static func folder(_ name: String) throws -> String? { try read { $0.text(name) } }

    /// `GUICHET_AMQP_URL_PORTAL`.
    static func variable(of producer: Producer) -> String {
        producer == .guichet ? "GUICHET_AMQP_URL" : "GUICHET_AMQP_URL_\(producer.rawValue.uppercased())"
    }

    private static let databaseExample = "postgresql://user:password@host:5432/guichet"

    private static func broker(named name: String) throws -> RabbitURL {
        let text = try read { $0.server(name, schemes: ["amqp", "amqps"], example: "amqp://user:password@host:5672/%2F") }
        do {
            return try RabbitURL(text.revealed)
        } catch {
            throw SettingsProblems(problems: [
                .init(name: name, message: error.message, remedy: "write it like amqp://user:password@host:5672/%2F")
            ])
        }
    }

    private static func read<T>(_ body: (inout SettingsReader) -> T) throws -> T {
        let environment = ProcessInfo.processInfo.environment
        let file = try SettingsFile.read(environment: environment)
        var reader = SettingsReader(environment: environment, file: SettingsFile(file ?? "", known: Settings.names))
        let value = body(&reader)
        guard reader.problems.isEmpty else { throw SettingsProblems(problems: reader.problems) }
        return value
    }
}
