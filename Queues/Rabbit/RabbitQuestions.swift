import CRabbitMQ
package import Core

/// Publishes many messages and reads their answers on the broker's direct reply-to, a window of them under way at a time: no
/// queue is declared, so no permission to configure is needed. Each is known by its correlation id, and an answer without one
/// belongs to the only question there is. One connection, one thread.
package final class RabbitQuestions {
    private static let pseudoQueue = "amq.rabbitmq.reply-to"

    private let link: RabbitLink
    private let channel: UInt16
    private let size: Int
    private var writer: ParcelWriter
    private var window: ConfirmWindow
    private var reader: DeliveryReader
    private var event = rabbit_event()
    private var open: [Int64: String] = [:]
    private var byCorrelation: [String: Int64] = [:]
    private var answers: [(id: Int64, answer: RabbitAnswers.Answer)] = []

    package init(at url: RabbitURL, window size: Int) throws(Failure) {
        let link = try RabbitLink(to: url, "asking")
        let channel = try link.openChannel()
        let epoch = Epoch.next()
        try link.call { rabbit_consume($0, channel, Self.pseudoQueue, "guichet-\(epoch)", true, $1) }
        try link.call { rabbit_select_confirms($0, channel, $1) }
        self.link = link
        self.channel = channel
        self.size = max(1, size)
        window = ConfirmWindow(capacity: max(1, size))
        writer = ParcelWriter(for: link)
        reader = DeliveryReader(epoch: epoch)
    }

    /// How many more may be asked now.
    package var room: Int { max(0, min(size - open.count - answers.count, window.room)) }
    /// Asked and not answered.
    package var waiting: [Int64] { open.keys.sorted() }

    /// `parcel.id` must be unlike that of any other that waits, and its correlation id as well.
    package func ask(_ parcel: Parcel) throws(Failure) {
        if Ticks.now() - link.lastPump > 100_000_000 { try pump() }
        if let reason = writer.fault(layingOut: parcel, mark: window.next, replyTo: Self.pseudoQueue) {
            answers.append((parcel.id, .returned(reason: reason)))
            return
        }
        window.add(parcel.id, deadline: .max)
        let correlation = parcel.properties.correlationId ?? ""
        open[parcel.id] = correlation
        byCorrelation[correlation] = parcel.id
        try writer.send(parcel, over: link, on: channel)
    }

    /// What was answered, or refused by the broker; nothing where nothing comes within the patience.
    package func settle(within patience: Pause) throws(Failure) -> [(id: Int64, answer: RabbitAnswers.Answer)] {
        let deadline = Ticks.now() + Ticks.from(patience)
        try pump()
        while answers.isEmpty && Ticks.now() < deadline {
            _ = link.wait(until: deadline)
            try pump()
        }
        defer { answers = [] }
        return answers
    }

    /// Gives up what was not answered: late answers to it are nobody's.
    func forget() throws(Failure) {
        try pump()
        (open, byCorrelation, answers) = ([:], [:], [])
    }

    /// Throws `transient`, and the connection is lost, where the broker has not said yet that it has what was asked.
    func requireConfirmed() throws(Failure) {
        if window.unsettled > 0 { throw link.lose(.transient("asking: the broker confirmed nothing in time")) }
    }

    package func close() { link.close() }

    private func pump() throws(Failure) {
        link.touch()
        while try link.step(&event) { read() }
    }

    private func read() {
        var settled: [Settlement] = []
        switch event.kind {
        case rabbit_delivered:
            let delivery = reader.delivery(event)
            if let id = asker(of: delivery) { close(id, .answered(delivery)) }
        case rabbit_returned:
            guard let mark = event.mark.text.flatMap({ UInt64($0) }) else { return }
            window.markReturned(mark, reason: "\(event.code) \(event.text.text ?? "")")
        case rabbit_acked, rabbit_nacked:
            window.settle(event.tag, multiple: event.multiple, accepted: event.kind == rabbit_acked, into: &settled)
        default: break
        }
        for settlement in settled {
            switch settlement {
            case .returned(let id, let reason): close(id, .returned(reason: reason))
            case .refused(let id): close(id, .refused)
            case .confirmed: break
            }
        }
    }

    private func asker(of delivery: Delivery) -> Int64? {
        let theirs = delivery.properties.correlationId
        if let theirs, let id = byCorrelation[theirs] { return id }
        guard open.count == 1, let only = open.first else { return nil }
        return theirs == nil || only.value.isEmpty ? only.key : nil
    }

    private func close(_ id: Int64, _ answer: RabbitAnswers.Answer) {
        guard let correlation = open.removeValue(forKey: id) else { return }
        byCorrelation[correlation] = nil
        answers.append((id, answer))
    }
}
