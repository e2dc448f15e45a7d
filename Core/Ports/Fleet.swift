/// What is wanted of each queue, and who is alive to do it. Belongs to the supervisor's thread.
package protocol Fleet: AnyObject {
    /// Says that this node lives and which workers it runs; returns what is wanted and the nodes alive, sorted.
    func report(_ node: NodeReport, now: Moment) throws(Failure) -> FleetState
    func leave(_ node: String) throws(Failure)
    func close()
}

package struct NodeReport: Hashable, Sendable {
    package var node: String
    /// Workers running per queue.
    package var workers: [QueueName: Int]
    /// Queues this node is willing to run; empty means all.
    package var queues: [QueueName]

    package init(node: String, workers: [QueueName: Int], queues: [QueueName]) {
        self.node = node
        self.workers = workers
        self.queues = queues
    }
}

package struct FleetState: Hashable, Sendable {
    package struct Setting: Hashable, Sendable {
        package var workers: Int
        package var isPaused: Bool

        package init(workers: Int, isPaused: Bool) {
            self.workers = workers
            self.isPaused = isPaused
        }
    }

    package var settings: [QueueName: Setting]
    /// Nodes alive, by id, with the queues each is willing to run (empty: all).
    package var nodes: [String: [QueueName]]

    package init(settings: [QueueName: Setting], nodes: [String: [QueueName]]) {
        self.settings = settings
        self.nodes = nodes
    }
}
