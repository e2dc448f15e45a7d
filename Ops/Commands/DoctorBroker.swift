import Core
import Queues
import Workers

/// Whether the broker has every exchange and queue with the arguments the workers rely on.
enum DoctorBroker {
    static func look(_ report: inout DoctorReport, mending: Bool) {
        do {
            var address = try ServerAddress.ofWorkers()
            address.connectionTimeout = min(address.connectionTimeout, .seconds(5))
            if mending { try declare(at: address) }
            let inspection = try RabbitInspection(at: address)
            defer { inspection.close() }
            judge(version: try inspection.version(), &report)
            let topology = Roster.topology()
            for exchange in topology.exchanges {
                note(try inspection.find(exchange), "exchange \(exchange.name)", exchange.kind, &report)
            }
            for queue in topology.queues {
                let arguments = queue.arguments.members.map {
                    "\($0.name)=\($0.value.string ?? $0.value.integer.map(String.init) ?? "")"
                }
                note(try inspection.find(queue), "queue \(queue.name)", arguments.joined(separator: ", "), &report)
            }
            DoctorPermissions.look(&report, at: address, topology)
        } catch {
            report.note(.broker, error, "start RabbitMQ, or mend GUICHET_AMQP_URL")
        }
    }

    private static func declare(at address: RabbitURL) throws(Failure) {
        let topology = try RabbitTopology(at: address)
        defer { topology.close() }
        try topology.declare(Roster.topology())
    }

    /// Quorum queues dead-letter at least once from 3.10 on.
    static func judge(version: String, _ report: inout DoctorReport) {
        let numbers = version.split(separator: ".").prefix(2).map { Int($0) ?? 0 }
        if numbers.count < 2 {
            report.warn(.broker, "does not say its version", "see that it is RabbitMQ 3.10 or later")
        } else if numbers.lexicographicallyPrecedes([3, 10]) {
            report.fail(.broker, "RabbitMQ \(version) is too old", "upgrade it to 3.10 or later")
        } else {
            report.ok(.broker, "RabbitMQ \(version)")
        }
    }

    private static func note(
        _ finding: RabbitInspection.Finding, _ name: String, _ properties: String, _ report: inout DoctorReport
    ) {
        switch finding {
        case .sound: report.ok(.broker, "\(name) (\(properties))")
        case .missing: report.fail(.broker, "\(name) is missing", "guichet doctor --mend; `guichet run` declares it too")
        case .different(let message): report.fail(.broker, "\(name) is not as it should be", message)
        }
    }
}
