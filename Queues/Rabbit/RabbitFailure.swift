import CRabbitMQ
import Core

/// What the broker, the library or the socket said, as one of our four failures. The one table of its kind.
///
/// Fatal is what no waiting mends: a wrong password, a missing queue. All that a restart, a fail-over or an operator may
/// cause is transient.
enum RabbitFailure {
    /// `task` says what was tried: “consuming guichet.account”.
    static func failure(_ fault: rabbit_fault, _ task: String, at url: RabbitURL) -> Failure {
        let text = withUnsafeBytes(of: fault.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        switch fault.kind {
        case rabbit_library: return library(fault.status, text, task, at: url)
        case rabbit_channel_fault, rabbit_connection_fault: return reply(Int(fault.code), text, task, at: url)
        default: return .transient("\(task): the connection to \(url.place) was lost")
        }
    }

    static func status(_ status: Int32, _ task: String, at url: RabbitURL) -> Failure {
        library(status, String(cString: rabbit_status_text(status)), task, at: url)
    }

    private static func library(_ status: Int32, _ text: String, _ task: String, at url: RabbitURL) -> Failure {
        switch status {
        case -0x0201, -0x0202:
            return .fatal(
                "\(task): the certificate of \(url.place) is not to be trusted: \(text). Give the authority that signed it as "
                    + "cacertfile, and the name in it as host or server_name_indication")
        case -0x0200:
            return .fatal("\(task): TLS could not be set up (\(text)): check cacertfile, certfile and keyfile")
        case -0x0013: return .fatal("\(task): the broker at \(url.place) does not accept PLAIN: \(text)")
        case -0x0006: return .fatal("\(task): \(url.place) does not speak AMQP 0-9-1 (\(text)): check host and port")
        case -0x000F: return .transient("\(task): \(url.place) gave no sign of life for \(2 * url.heartbeat) s")
        default: return .transient("\(task): \(text) (\(url.place))")
        }
    }

    /// AMQP 0-9-1 reply codes, and what RabbitMQ 3.10 puts into the text.
    private static func reply(_ code: Int, _ text: String, _ task: String, at url: RabbitURL) -> Failure {
        let said = "\(task): \(code) \(text) (\(url.place))"
        switch code {
        case 403 where text.contains("exclusive"): return .transient(said)
        case 403:
            return .fatal("\(said). Check user “\(url.user)” and password, and its permissions: guichet grant")
        case 404 where text.contains("down or inaccessible"): return .transient(said)
        case 404: return .fatal("\(said). It is declared when guichet run starts; guichet doctor says what else is missing")
        case 406 where text.contains("timed out"): return .transient(said)
        case 530: return .fatal("\(said). Mend it: rabbitmqctl add_vhost '\(url.vhost)', then permissions: guichet grant")
        case 402, 406, 502, 503, 504, 505, 540: return .fatal(said)
        // 311, 312, 313: content; 320: an operator or a restart; 405: locked; 501, 506, 541: the broker's own trouble.
        default: return .transient(said)
        }
    }
}
