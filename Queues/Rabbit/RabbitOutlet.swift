import CRabbitMQ
package import Core

/// Publishes over a connection of its own, in confirm mode. (A connection that the broker blocks is not read at all, so one
/// that also acknowledged would stall.) Small parcels leave together, at the next `settle` or `attend` at the latest.
package final class RabbitOutlet: Outlet {
    private let link: RabbitLink
    private let channel: UInt16
    private let bell: EventBell?
    private let patience: Pause
    private var writer: ParcelWriter
    private var window: ConfirmWindow
    private var settled: [Settlement] = []
    private var event = rabbit_event()
    private var sentSincePump = 0
    private var resumed: Int64 = 0
    package private(set) var isBlocked = false

    /// `window`: parcels unconfirmed at a time. `patience`: how long the broker may take to confirm one.
    package init(
        to url: RabbitURL, window: Int = 1024, patience: Pause = .seconds(30), bell: EventBell? = nil
    ) throws(Failure) {
        let link = try RabbitLink(to: url, "publishing")
        let channel = try link.openChannel()
        try link.call { rabbit_select_confirms($0, channel, $1) }
        self.link = link
        self.channel = channel
        self.bell = bell
        self.patience = patience
        self.window = ConfirmWindow(capacity: window)
        writer = ParcelWriter(for: link)
    }

    package var descriptor: Int32 { link.descriptor }
    package var room: Int { isBlocked || link.loss != nil ? 0 : window.room }

    package func send(_ parcel: Parcel) throws(Failure) {
        // A look now and then: so that a blocked connection is noticed before the kernel's buffers are full, and so that
        // the library never finds its heartbeat overdue, when it would wait without end.
        if sentSincePump > 65_536 || Ticks.now() - link.lastPump > 250_000_000 { try pump() }
        guard window.room > 0 else { throw .transient("more parcels were sent than there is room for") }
        if let reason = writer.fault(layingOut: parcel, mark: window.next) {
            settled.append(.returned(parcel.id, reason: reason))
            return
        }
        window.add(parcel.id, deadline: Ticks.now() + Ticks.from(patience))
        try writer.send(parcel, over: link, on: channel)
        sentSincePump += parcel.body.count + 512
    }

    package func settle(within patience: Pause) throws(Failure) -> [Settlement] {
        let wasBlocked = isBlocked
        let deadline = Ticks.now() + Ticks.from(patience)
        try pump()
        while settled.isEmpty && isBlocked == wasBlocked && Ticks.now() < deadline {
            let isRung = link.wait(until: min(deadline, overdue ?? deadline), or: bell?.descriptor ?? -1)
            try pump()
            if isRung {
                bell?.quiet()
                break
            }
        }
        defer { settled = [] }
        return settled
    }

    package func attend() {
        // What is lost is thrown by the next call of substance.
        do { try pump() } catch { link.lose(error) }
    }

    package func close() { link.close() }

    /// As if the network had failed: for tests.
    func cut() { link.cut() }

    /// When the oldest confirm becomes overdue. A blocked broker reads nothing, so its time does not count.
    private var overdue: Int64? {
        guard !isBlocked, let deadline = window.deadline else { return nil }
        return max(deadline, resumed)
    }

    private func pump() throws(Failure) {
        link.touch()
        sentSincePump = 0
        while try link.step(&event) { read() }
        if let overdue, overdue < Ticks.now() {
            throw link.lose(.transient("publishing: the broker confirmed nothing for \(Int(patience.seconds)) s"))
        }
    }

    private func read() {
        switch event.kind {
        case rabbit_acked, rabbit_nacked:
            window.settle(event.tag, multiple: event.multiple, accepted: event.kind == rabbit_acked, into: &settled)
        case rabbit_returned:
            guard let mark = event.mark.text.flatMap({ UInt64($0) }) else { return }
            let (exchange, key) = (event.exchange.text ?? "", event.routing_key.text ?? "")
            window.markReturned(
                mark, reason: "\(event.code) \(event.text.text ?? ""): exchange “\(exchange)”, routing key “\(key)”")
        case rabbit_blocked: isBlocked = true
        case rabbit_unblocked:
            isBlocked = false
            resumed = Ticks.now() + Ticks.from(patience)
        default: break
        }
    }
}
