package import Core

/// Where a broker is and how to get in: `amqp://user:password@host:port/vhost?heartbeat=10`, or `amqps://…` with
/// `cacertfile`, `certfile`, `keyfile`, `verify` and `server_name_indication`. Reserved characters are percent-encoded.
package struct RabbitURL: Hashable, Sendable {
    package var isSecure = false
    package var user = "guest"
    package var password = "guest"
    package var host = "localhost"
    package var port = 5672
    package var vhost = "/"
    /// Seconds. Twice as long without a sign of life, and the connection counts as lost.
    package var heartbeat = 10
    /// Bytes in the largest frame; the library's stack needs follow from it.
    var frameMax = 131_072
    /// For the connection to stand, and for the broker to let us in.
    package var connectionTimeout = Pause.seconds(10)
    package var authorities: String?
    package var certificate: String?
    package var key: String?
    package var verifiesPeer = true
    /// The name sent to and expected of the broker, where it is not the host.
    package var serverName: String?

    /// Throws `fatal` with every mistake at once. No message repeats what may be a part of the password.
    package init(_ text: String) throws(Failure) {
        var parser = RabbitURLParser(text)
        self = parser.parse(into: self)
        guard parser.mistakes.isEmpty else {
            throw .fatal("the broker's URL is wrong: " + parser.mistakes.joined(separator: "; "))
        }
    }

    /// The place without the password.
    package var place: String {
        "\(isSecure ? "amqps" : "amqp")://\(host.contains(":") ? "[\(host)]" : host):\(port) (vhost “\(vhost)”)"
    }
}

extension RabbitURL: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(place) as \(user)" }
    package var customMirror: Mirror { Mirror(self, children: ["place": place, "user": user]) }
}
