package import Core

/// A publisher of a `MemoryBroker`.
package final class MemoryOutlet: Outlet {
    private let broker: MemoryBroker
    private let window: Int
    private var underWay: Set<Int64> = []
    private var settled: [Settlement] = []
    private var late: [Settlement] = []
    private var isLost = false
    /// Everything that was sent, in order.
    package private(set) var sent: [Parcel] = []

    package let descriptor: Int32 = -1

    init(_ broker: MemoryBroker, window: Int) {
        self.broker = broker
        self.window = window
    }

    package var room: Int { broker.isBlocking ? 0 : window - underWay.count }
    package var isBlocked: Bool { broker.isBlocking }

    package func send(_ parcel: Parcel) throws(Failure) {
        try check()
        guard underWay.insert(parcel.id).inserted else { throw .fatal("parcel \(parcel.id) is under way already") }
        sent.append(parcel)
        let trouble = broker.trouble()
        switch trouble {
        case .lostBefore:
            lose()
            throw .transient("the connection to the broker was lost")
        case .refused:
            settled.append(.refused(parcel.id))
        case .lostAfter, .late, nil:
            let isRouted = broker.publish(
                exchange: parcel.exchange, routingKey: parcel.routingKey, properties: parcel.properties, body: parcel.body)
            let settlement: Settlement = isRouted ? .confirmed(parcel.id) : .returned(parcel.id, reason: "NO_ROUTE")
            if case .late = trouble { late.append(settlement) } else { settled.append(settlement) }
            if case .lostAfter = trouble { lose() }
        }
    }

    package func settle(within patience: Pause) throws(Failure) -> [Settlement] {
        try check()
        let now = settled
        settled = late
        late = []
        for settlement in now {
            switch settlement {
            case .confirmed(let id), .refused(let id), .returned(let id, _): underWay.remove(id)
            }
        }
        return now
    }

    package func attend() {}

    package func close() { isLost = true }

    /// The connection breaks: nothing is known of what is under way.
    package func lose() {
        isLost = true
        settled = []
        late = []
    }

    private func check() throws(Failure) {
        if isLost { throw .transient("the connection to the broker was lost") }
    }
}

/// Wakes nobody: whoever waits in memory does not wait.
package struct SilentBell: Bell {
    package init() {}
    package func ring() {}
}
