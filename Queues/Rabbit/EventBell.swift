import CRabbitMQ
package import Core
import Glibc

/// A bell over eventfd(2): any thread rings, the owner of the outlet is woken. Rings before it waits are not lost.
package final class EventBell: Bell {
    package let descriptor: Int32

    package init() throws(Failure) {
        descriptor = rabbit_bell_make()
        if descriptor < 0 { throw .transient("no descriptor is left for a bell (errno \(errno))") }
    }

    deinit { close(descriptor) }

    package func ring() { rabbit_bell_ring(descriptor) }

    /// Forgets the rings so far.
    package func quiet() { rabbit_bell_quiet(descriptor) }
}
