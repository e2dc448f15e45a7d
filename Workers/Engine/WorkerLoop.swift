package import Core

/// One worker's life on its thread: connect, work, reconnect with backoff and jitter, drain when told to stop.
///
/// When the database is away nothing can have an effect: what was taken stays in hand, unacknowledged (the prefetch is the
/// back-pressure), heartbeats go on, and the work continues over the next connection. When the broker is away, what was in
/// hand is forgotten: it is delivered again, and the inbox knows what was done.
package struct WorkerLoop {
    package struct Making {
        package var inlet: () throws(Failure) -> any Inlet
        /// The attendant is looked after while the store waits for the database.
        package var store: (any Attendant) throws(Failure) -> any Store
        package var runner: (any Inlet, any Store) throws(Failure) -> any Runner
        /// Waits, and looks after the attendant meanwhile; returns early when told to stop.
        package var rest: (Pause, (any Attendant)?) -> Void

        package init(
            inlet: @escaping () throws(Failure) -> any Inlet,
            store: @escaping (any Attendant) throws(Failure) -> any Store,
            runner: @escaping (any Inlet, any Store) throws(Failure) -> any Runner,
            rest: @escaping (Pause, (any Attendant)?) -> Void
        ) {
            self.inlet = inlet
            self.store = store
            self.runner = runner
            self.rest = rest
        }
    }

    private static let retries = RetryPolicy(attempts: .max, first: .milliseconds(50), longest: .seconds(5))
    private static let patience = Pause.milliseconds(200)

    private let queue: QueueName
    private let making: Making
    private let context: Context
    private let stop: StopSignal
    private var dice: Dice

    package init(queue: QueueName, making: Making, context: Context, stop: StopSignal, dice: Dice) {
        self.queue = queue
        self.making = making
        self.context = context
        self.stop = stop
        self.dice = dice
    }

    /// Returns when told to stop and nothing is in hand. Throws `fatal` only.
    package mutating func run() throws(Failure) {
        var failures = 0
        while !stop.isRaised {
            do throws(Failure) {
                try work(&failures)
            } catch {
                guard case .transient(let reason) = error else { throw error }
                failures += 1
                context.meter.add(.brokerLost)
                context.note(
                    Notice(.warning, "broker or database away, trying again", ["queue": queue.name, "reason": reason]))
                making.rest(WorkerLoop.retries.backoff(after: failures, jitter: dice.fraction()), nil)
            }
        }
    }

    /// Over one connection to the broker.
    private mutating func work(_ failures: inout Int) throws(Failure) {
        let inlet = try making.inlet()
        defer { inlet.close() }
        var store = try making.store(inlet)
        defer { store.close() }
        var runner = try making.runner(inlet, store)
        while !(stop.isRaised && runner.isIdle) {
            do throws(Failure) {
                if try runner.step(patience: WorkerLoop.patience) != nil { failures = 0 }
            } catch {
                guard case .transient(let reason) = error else { throw error }
                // Whose failure was it? A broker that answers was not to blame.
                try inlet.check()
                store.close()
                store = try reconnect(inlet, after: reason)
                runner.adopt(store)
            }
        }
        try inlet.cancel()
    }

    private mutating func reconnect(_ inlet: any Inlet, after reason: String) throws(Failure) -> any Store {
        context.meter.add(.databaseLost)
        context.note(
            Notice(.warning, "database failed, batch kept in hand", ["queue": queue.name, "reason": reason]))
        var tries = 0
        while true {
            tries += 1
            making.rest(WorkerLoop.retries.backoff(after: tries, jitter: dice.fraction()), inlet)
            if stop.isRaised { throw .transient("stopped while the database was away") }
            try inlet.check()
            do throws(Failure) {
                return try making.store(inlet)
            } catch {
                guard case .transient = error else { throw error }
            }
        }
    }
}
