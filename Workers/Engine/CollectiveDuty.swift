package import Core

/// Performs the commands of a batch, in order, and gives the work that reports each.
typealias Collective = (_ commands: [any Message], _ attend: () -> Void) throws(Failure) -> [Work]

extension Duty {
    /// For a world that is set rather than asked for. Without an adapter the duty can be declared, but not done.
    package convenience init<E: Effector>(
        collective effector: E.Type, adapter: (any CollectiveEffect<E.Command, E.Observation>)?
    ) {
        self.init(E.Command.self, E.State.self) { .collective($0) }
        collective = { (commands, attend) throws(Failure) in
            guard let adapter else { throw .fatal("\(E.Command.type) has no adapter") }
            let own = commands.compactMap { $0 as? E.Command }
            let outcomes = try adapter.perform(own, attend: attend)
            guard own.count == commands.count, outcomes.count == commands.count else {
                throw .fatal("\(E.Command.type): \(outcomes.count) outcomes of \(commands.count) commands")
            }
            return zip(own, outcomes).map { command, outcome in
                Work(reference: E.reference(of: command), asks: E.asks(of: command)) {
                    (subject, circumstances) throws(Failure) in
                    try Outcome(of: E.State.self, subject, at: circumstances.now) { state in
                        E.report(outcome, of: command, given: state, in: circumstances)
                    }
                }
            }
        }
    }
}

extension Batch {
    /// What each item has to do: its decision, or the report of what was just performed for it.
    func works(of items: [Item], attend: () -> Void) throws(Failure) -> [Work?] {
        var works = items.map(\.work)
        var places: [EventType: [Int]] = [:]
        for place in Batch.order(of: items) {
            guard let event = items[place].event, case .collective = event.reading else { continue }
            places[event.duty.type, default: []].append(place)
        }
        for (_, places) in places.sorted(by: { $0.key.name < $1.key.name }) {
            var commands: [any Message] = []
            for place in places {
                if case .collective(let command) = items[place].event?.reading { commands.append(command) }
            }
            guard let perform = items[places[0]].event?.duty.collective else { continue }
            let begun = context.clock()
            let reports = try perform(commands, attend)
            context.meter.effectSeconds.observe(context.clock().seconds(since: begun))
            context.meter.add(.effectsPerformed, places.count)
            for (place, report) in zip(places, reports) { works[place] = report }
        }
        return works
    }
}
