import Core
import Glibc

/// Waits for a socket, and looks after another connection of the same thread meanwhile.
final class PostgresWaiter {
    private let attendant: (any Attendant)?
    private var lastLook = PostgresDeadline.now()

    /// An attendant gets a look when its descriptor is readable, and at least this often.
    private static let lookEvery: Int32 = 1000

    init(attendant: (any Attendant)?) {
        self.attendant = attendant
    }

    /// True when the socket is ready for one of `events`; false when the deadline passed.
    func wait(for events: Int16, on socket: Int32, until deadline: PostgresDeadline) -> Bool {
        while true {
            var watched = [pollfd(fd: socket, events: events, revents: 0)]
            if let attendant { watched.append(pollfd(fd: attendant.descriptor, events: Int16(POLLIN), revents: 0)) }
            let ready = poll(&watched, nfds_t(watched.count), deadline.milliseconds(atMost: Self.lookEvery))
            if let attendant { look(attendant, isReadable: ready > 0 && watched[1].revents != 0) }
            if ready > 0, watched[0].revents != 0 { return true }
            if deadline.hasPassed { return false }
        }
    }

    private func look(_ attendant: any Attendant, isReadable: Bool) {
        let now = PostgresDeadline.now()
        guard isReadable || now - lastLook >= Int64(Self.lookEvery) * 1000 else { return }
        attendant.attend()
        lastLook = now
    }
}
