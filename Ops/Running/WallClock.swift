import Core
import Foundation

/// The only clock of a running process.
enum WallClock {
    static func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// Waits, looking after the attendant, until the pause is over or `stop` is raised.
    static func rest(_ pause: Pause, _ attendant: (any Attendant)?, until isStopped: () -> Bool) {
        let end = now().adding(pause)
        while !isStopped() {
            let left = end.microseconds - now().microseconds
            if left <= 0 { return }
            let slice = Int32(min(left / 1000 + 1, 50))
            if let attendant, attendant.descriptor >= 0 {
                var descriptor = pollfd(fd: attendant.descriptor, events: Int16(POLLIN), revents: 0)
                poll(&descriptor, 1, slice)
                attendant.attend()
                // A broken connection is readable for ever: do not spin on it.
                if descriptor.revents & Int16(POLLHUP | POLLERR) != 0 { usleep(UInt32(slice) * 1000) }
            } else {
                poll(nil, 0, slice)
            }
        }
    }
}
