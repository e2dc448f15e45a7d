/// Makes of “inequivalent arg 'x' for queue 'q' in vhost '/': received 'a' but current is 'b'” what an operator can act on.
///
/// RabbitMQ 3.10.8 compares every argument of a quorum queue when it is declared again, changed, added or left out, and kind
/// and alternate of an exchange (each was measured). It does not show policies: what a policy adds to a queue is not seen.
enum TopologyMismatch {
    static func explain(_ message: String) -> String {
        guard let start = message.firstRange(of: "inequivalent arg")?.lowerBound else { return message }
        // 'argument' for queue 'name' in vhost 'vhost': received … but current is … (place)
        let parts = message[start...].split(separator: "'", maxSplits: 6, omittingEmptySubsequences: false)
        guard parts.count == 7, let values = parts[6].firstRange(of: ": received "),
            let middle = parts[6].firstRange(of: " but current is ")
        else { return message }
        let (argument, name, vhost) = (parts[1], parts[3], parts[5])
        let wanted = parts[6][values.upperBound..<middle.lowerBound]
        let rest = parts[6][middle.upperBound...]
        let found = rest.firstRange(of: " (amqp").map { rest[..<$0.lowerBound] } ?? rest
        if parts[2].contains("queue") {
            return "queue \(name) has \(found) as \(argument), wanted is \(wanted). Stop what publishes to it, let the workers "
                + "empty it, then: rabbitmqctl delete_queue --vhost '\(vhost)' '\(name)'. It is declared anew at the next start"
        }
        return "exchange \(name) has \(found) as \(argument), wanted is \(wanted). Stop what publishes to it, then: "
            + "rabbitmqctl eval 'rabbit_exchange:delete(rabbit_misc:r(<<\"\(vhost)\">>, exchange, <<\"\(name)\">>), false, "
            + "<<\"operator\">>).' It is declared anew at the next start"
    }
}
