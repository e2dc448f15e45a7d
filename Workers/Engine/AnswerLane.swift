import Core

/// Sends answers to direct reply-to queues, over a connection of its own. Best effort: such a queue lives only as long as the
/// asker's channel, so an answer that is under way when the connection dies has nobody left to read it, or is what killed it.
final class AnswerLane {
    private let making: () throws(Failure) -> any Outlet
    private let context: Context
    private var outlet: (any Outlet)?
    private var underWay = Set<Int64>()

    init(making: @escaping () throws(Failure) -> any Outlet, context: Context) {
        self.making = making
        self.context = context
    }

    deinit { outlet?.close() }

    var isEmpty: Bool { underWay.isEmpty }

    static func takes(_ row: OutboxRow) -> Bool {
        row.entry.exchange.isEmpty && row.entry.routingKey.hasPrefix("amq.rabbitmq.reply-to.")
    }

    /// Returns the rows that are done with.
    func send(_ row: OutboxRow) -> [Int64] {
        do throws(Failure) {
            let outlet = try connected()
            // An asker is not waited for: what does not fit the window now is dropped.
            guard outlet.room > 0 else { return [row.id] }
            underWay.insert(row.id)
            try outlet.send(
                Parcel(
                    id: row.id, exchange: row.entry.exchange, routingKey: row.entry.routingKey,
                    properties: row.entry.properties, body: row.entry.body))
            return settle()
        } catch {
            underWay.insert(row.id)
            return dropped(because: error)
        }
    }

    /// Returns the rows that are done with, without waiting.
    func settle() -> [Int64] {
        guard let outlet else { return [] }
        do throws(Failure) {
            let done = try outlet.settle(within: .zero).map(\.id).filter { underWay.remove($0) != nil }
            context.meter.add(.published, done.count)
            return done
        } catch {
            return dropped(because: error)
        }
    }

    private func connected() throws(Failure) -> any Outlet {
        if let outlet { return outlet }
        let made = try making()
        outlet = made
        return made
    }

    private func dropped(because failure: Failure) -> [Int64] {
        outlet?.close()
        outlet = nil
        defer { underWay = [] }
        context.meter.add(.returned, underWay.count)
        context.note(
            Notice(.warning, "answers dropped: \(failure.message)", ["answers": "\(underWay.count)"]))
        return Array(underWay)
    }
}

extension Settlement {
    fileprivate var id: Int64 {
        switch self {
        case .confirmed(let id), .refused(let id): id
        case .returned(let id, _): id
        }
    }
}
