package import Core

/// Shares the workers of each queue between the live nodes: the same answer on every node, without a leader.
package enum Assignment {
    /// How many workers of each queue this node runs.
    ///
    /// Workers of a queue go round the sorted nodes willing to run it, each queue beginning at another node. A paused queue
    /// has none.
    package static func share(of node: String, in state: FleetState, queues: [QueueName]) -> [QueueName: Int] {
        var share: [QueueName: Int] = [:]
        for (offset, queue) in queues.sorted(by: { $0.name < $1.name }).enumerated() {
            let setting = state.settings[queue] ?? FleetState.Setting(workers: 1, isPaused: false)
            let willing = state.nodes.filter { $0.value.isEmpty || $0.value.contains(queue) }.keys.sorted()
            guard !setting.isPaused, let own = willing.firstIndex(of: node) else {
                share[queue] = 0
                continue
            }
            let place = (own - offset % willing.count + willing.count) % willing.count
            let whole = setting.workers / willing.count
            share[queue] = whole + (place < setting.workers % willing.count ? 1 : 0)
        }
        return share
    }
}
