package import Core

/// The fleet of a `MemoryDatabase`: a node that is silent for five seconds is no longer of it.
package final class MemoryFleet: Fleet {
    package var settings: [QueueName: FleetState.Setting] = [:]
    private var reports: [String: (report: NodeReport, at: Moment)] = [:]
    private static let patience = Pause.seconds(5)

    package init() {}

    package func report(_ node: NodeReport, now: Moment) throws(Failure) -> FleetState {
        reports[node.node] = (node, now)
        reports = reports.filter { $0.value.at.adding(MemoryFleet.patience) >= now }
        return FleetState(settings: settings, nodes: reports.mapValues { $0.report.queues })
    }

    package func leave(_ node: String) throws(Failure) { reports[node] = nil }

    package func close() {}
}
