import CRabbitMQ
import Core
import Glibc

/// One AMQP connection. Belongs to one thread; whoever owns it pumps it at least once a heartbeat.
///
/// What RabbitMQ 3.10.8 and librabbitmq 0.11 are known to do, and why it cannot happen here:
/// 1. Consuming again under an old tag kills the connection: a tag is used once, a consumer is never resumed.
/// 2. Frames of a closed channel stay queued, and their tags name messages of the next: a channel number is used once, and
///    a token carries the epoch of its channel.
/// 3. `x-delivery-limit` counts bystanders of a crash: attempts are counted in PostgreSQL, the limit is a high backstop.
/// 4. Requeueing is a hot loop: there is no call for it.
/// 5. A quorum queue's consumer cannot change its prefetch: it is fixed for the life of an inlet.
/// 6. Sends and receives of the library may never return: publishing writes its own frames under a deadline, pumping never
///    waits, calls have a time limit, and the watchdog shuts down what is stuck all the same.
/// 7. A body of exactly full frames is held back for 200 ms: our own frames are not (over TLS the library's are not either).
/// 8. Deep headers overflow a small stack: threads have 8 MiB, enough for a frame of 131,072 bytes; `FieldTable` stops at 8.
/// 9. One message at a time is slow: `take` gives all that has arrived, `acknowledge` is for many.
/// 10. Messages with `x-death` vanish when they come round again: no queue has a TTL, and publishing drops that header.
final class RabbitLink {
    let url: RabbitURL
    let frameMax: Int
    private let task: String
    private let watch: Watch
    private var pointer: OpaquePointer?
    private var lastChannel: UInt16 = 0
    private var fault = rabbit_fault()
    private(set) var lastPump = Ticks.now()
    /// Once lost, for ever lost.
    private(set) var loss: Failure?

    /// For one call that waits for the broker's answer.
    private static let callTimeout = Pause.seconds(15)

    /// `task` names the connection in the broker's tools and in failures.
    init(to url: RabbitURL, _ task: String) throws(Failure) {
        var fault = rabbit_fault()
        guard let pointer = url.withTarget(named: task, call: Self.callTimeout, { rabbit_open($0, &fault) }) else {
            throw RabbitFailure.failure(fault, task, at: url)
        }
        self.url = url
        self.task = task
        self.pointer = pointer
        frameMax = Int(rabbit_frame_max(pointer))
        let heartbeat = Int64(max(1, rabbit_heartbeat(pointer)))
        watch = RabbitWatchdog.shared.watch(rabbit_descriptor(pointer), limit: 2 * heartbeat * 1_000_000_000)
    }

    deinit {
        RabbitWatchdog.shared.leave(watch)
        if let pointer { rabbit_abandon(pointer) }
    }

    /// -1 once the connection is gone.
    var descriptor: Int32 { pointer.map(rabbit_descriptor) ?? -1 }

    // MARK: Calls

    /// The number of a new channel.
    func openChannel() throws(Failure) -> UInt16 {
        lastChannel += 1
        let number = lastChannel
        try call { rabbit_open_channel($0, number, $1) }
        return number
    }

    /// A call that waits for the answer. A closed channel throws without losing the connection.
    func call(
        _ task: String? = nil, _ body: (OpaquePointer, UnsafeMutablePointer<rabbit_fault>) -> Bool
    ) throws(Failure) {
        let pointer = try live()
        watch.stamp(Ticks.now() + Ticks.from(Self.callTimeout))
        defer { watch.stamp(Ticks.now()) }
        if body(pointer, &fault) { return }
        let failure = RabbitFailure.failure(fault, task ?? self.task, at: url)
        if fault.kind != rabbit_channel_fault { lose(failure) }
        throw failure
    }

    /// A call that only writes.
    func write(_ body: (OpaquePointer) -> Int32) throws(Failure) {
        let status = body(try live())
        if status != 0 { throw lose(RabbitFailure.status(status, task, at: url)) }
    }

    // MARK: Pumping

    /// Says that the thread is alive: at the start of each round of steps.
    func touch() {
        lastPump = Ticks.now()
        watch.stamp(lastPump)
    }

    /// Gives a large body its time, at a megabyte a second, before the watchdog takes the thread for stuck.
    func expectToSend(_ count: Int) {
        if count > 1 << 20 { watch.stamp(Ticks.now() + Int64(count) * 1000) }
    }

    /// Writes what publishing left waiting, then gives the next event that has arrived; false where there is none. What `event` points to lives until the next call.
    func step(_ event: inout rabbit_event) throws(Failure) -> Bool {
        rabbit_step(try live(), &event, &fault)
        if event.kind == rabbit_nothing { return false }
        if event.kind == rabbit_lost { throw lose(RabbitFailure.failure(fault, task, at: url)) }
        return true
    }

    /// Waits until something can be read here or there, at most to `deadline`, and never so long that a heartbeat is missed.
    /// True where `other` can be read.
    func wait(until deadline: Int64, or other: Int32 = -1) -> Bool {
        let left = min(deadline - Ticks.now(), Int64(url.heartbeat) * 250_000_000)
        guard left > 0 else { return false }
        var descriptors = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: other, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&descriptors, 2, Int32((left + 999_999) / 1_000_000))
        return count > 0 && descriptors[1].revents != 0
    }

    // MARK: Ending

    /// Says good-bye, so that the broker has read all that was acknowledged.
    func close() {
        guard let pointer else { return }
        self.pointer = nil
        watch.stamp(Ticks.now() + Ticks.from(.seconds(3)))
        if loss == nil { rabbit_close(pointer, 3000) } else { rabbit_abandon(pointer) }
        if loss == nil { loss = .transient("\(task): the connection was closed") }
    }

    /// As if the network had failed.
    func cut() { watch.shutDown() }

    @discardableResult
    func lose(_ failure: Failure) -> Failure {
        var failure = failure
        if watch.wasCut, case .transient(let message) = failure {
            failure = .transient("\(message); the socket was shut down from outside, since nothing moved")
        }
        loss = loss ?? failure
        return failure
    }

    private func live() throws(Failure) -> OpaquePointer {
        if let loss { throw loss }
        guard let pointer else { throw .transient("\(task): the connection was closed") }
        return pointer
    }
}

extension RabbitURL {
    /// Lends the URL to C.
    fileprivate func withTarget<R>(
        named name: String, call: Pause, _ body: (UnsafePointer<rabbit_target>) -> R
    ) -> R {
        let copies: [UnsafeMutablePointer<CChar>?] = [
            host, vhost, user, password, name, authorities, certificate, key, serverName,
        ].map { (text: String?) in text.flatMap { strdup($0) } }
        defer { for copy in copies { free(copy) } }
        let texts = copies.map { UnsafePointer($0) }
        var target = rabbit_target(
            host: texts[0], port: Int32(port), vhost: texts[1], user: texts[2], password: texts[3], name: texts[4],
            heartbeat: Int32(heartbeat), frame_max: Int32(frameMax),
            connect_milliseconds: Int32(connectionTimeout.microseconds / 1000),
            call_milliseconds: Int32(call.microseconds / 1000), tls: isSecure, verify: verifiesPeer, authorities: texts[5],
            certificate: texts[6], key: texts[7], server_name: texts[8])
        return withUnsafePointer(to: &target) { body($0) }
    }
}
