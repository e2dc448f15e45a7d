import Core
import Foundation
import Logging

/// What an installation decides: where its servers are, how it signs, whence it writes. Policies are not settings.
struct Settings: Hashable, Sendable {
    enum Firewall: String, CaseIterable, Sendable { case nftables, none }
    enum Cloud: String, CaseIterable, Sendable { case inventory }

    let amqpURL: Concealed
    let databaseURL: Concealed
    /// Without it mails are files in `mailFolder`.
    let smtpURL: Concealed?
    let mailFrom: String
    let mailFolder: String
    /// The portal's address that links begin with; no slash at its end.
    let publicURL: String
    let firewall: Firewall
    /// The name of this gateway among several; without it there is one, `default`.
    let gateway: String?
    /// Of the chain at the hook `forward`; the filter of most systems has 0.
    let firewallPriority: Int
    let cloud: Cloud
    /// Where the installation's own policies are; those built in count without it.
    let policies: String?
    /// The folder of certificates that signatures on documents are traced to; without it no signature is trusted.
    let trust: String?
    /// Signs links. All nodes share it; another one makes every link that was sent void.
    let secret: Concealed
    let logLevel: Logger.Level
    /// Where metrics and readiness are served; nowhere without it.
    let metricsAddress: ListenAddress?
    /// This process among the nodes of the fleet.
    let node: String
    /// Messages decided in one transaction, at most.
    let batch: Int
    /// Messages that wait in one worker, at most.
    let prefetch: Int
    /// Variables called `GUICHET_…` that mean nothing here: a slip of the pen, to be warned of.
    let strangers: [String]

    /// From this process's environment and the settings file it names.
    static func current() throws(SettingsProblems) -> Settings {
        let environment = ProcessInfo.processInfo.environment
        return try Settings(environment: environment, file: try SettingsFile.read(environment: environment))
    }

    /// `file` is the text of the settings file; the environment goes before it.
    init(environment: [String: String], file: String?) throws(SettingsProblems) {
        var reader = SettingsReader(environment: environment, file: SettingsFile(file ?? "", known: Self.names))
        amqpURL = reader.server("GUICHET_AMQP_URL", schemes: ["amqp", "amqps"], example: "amqp://user:password@host:5672/%2F")
        databaseURL = reader.server(
            "GUICHET_DATABASE_URL", schemes: ["postgresql", "postgres"], example: "postgresql://user:password@host:5432/guichet")
        smtpURL = reader.optionalServer("GUICHET_SMTP_URL", schemes: ["smtp", "smtps"], example: "smtp://user:password@host:587")
        mailFrom = reader.sender("GUICHET_MAIL_FROM")
        mailFolder = reader.text("GUICHET_MAIL_FOLDER") ?? ".guichet/mail"
        publicURL = reader.website("GUICHET_PUBLIC_URL")
        firewall = reader.choice("GUICHET_FIREWALL", otherwise: .none)
        gateway = reader.gateway("GUICHET_GATEWAY")
        if gateway != nil, firewall == .none {
            reader.refuse(
                "GUICHET_GATEWAY", "names a gateway that enforces nothing", "set GUICHET_FIREWALL=nftables, or unset it")
        }
        firewallPriority = reader.number("GUICHET_FIREWALL_PRIORITY", in: -400...400, otherwise: -10)
        cloud = reader.choice("GUICHET_CLOUD", otherwise: .inventory)
        policies = reader.text("GUICHET_POLICIES")
        trust = reader.text("GUICHET_TRUST")
        secret = reader.secret("GUICHET_SECRET")
        logLevel = reader.choice("GUICHET_LOG_LEVEL", otherwise: .info)
        metricsAddress = reader.address("GUICHET_METRICS_ADDRESS")
        node = reader.node("GUICHET_NODE")
        batch = reader.number("GUICHET_BATCH", in: 1...10_000, otherwise: 250)
        prefetch = reader.number("GUICHET_PREFETCH", in: 1...65_535, otherwise: 1000)
        if prefetch < batch {
            reader.refuse("GUICHET_PREFETCH", "is less than GUICHET_BATCH, so no batch would ever be full", "raise it")
        }
        strangers = environment.keys.filter { $0.hasPrefix("GUICHET_") && !Self.isKnown($0) }.sorted()
        guard reader.problems.isEmpty else { throw SettingsProblems(problems: reader.problems) }
    }

    static let names: Set<String> = [
        "GUICHET_AMQP_URL", "GUICHET_DATABASE_URL", "GUICHET_SMTP_URL", "GUICHET_MAIL_FROM", "GUICHET_MAIL_FOLDER",
        "GUICHET_PUBLIC_URL",
        "GUICHET_FIREWALL", "GUICHET_GATEWAY", "GUICHET_FIREWALL_PRIORITY", "GUICHET_CLOUD", "GUICHET_SECRET",
        "GUICHET_LOG_LEVEL", "GUICHET_METRICS_ADDRESS", "GUICHET_NODE",
        "GUICHET_BATCH", "GUICHET_PREFETCH", "GUICHET_POLICIES", "GUICHET_TRUST",
    ]

    /// Beside the settings: where they are, the producers' own URLs, what the scripts and the tests say to each other.
    private static func isKnown(_ name: String) -> Bool {
        names.contains(name) || ["GUICHET_CONFIG", "GUICHET_ENV", "GUICHET_RABBITMQCTL", "GUICHET_SAMPLES"].contains(name)
            || name.hasPrefix("GUICHET_AMQP_URL_") || name.hasPrefix("GUICHET_TEST_")
    }
}
