/// Makes of “inequivalent arg 'x' for queue 'q' in vhost '/': received 'a' but current is 'b'” what an operator can act on.
enum TopologyMismatch {
    static func explain(_ message: String) -> String {
        guard let start = message.firstRange(of: "inequivalent arg")?.lowerBound else { return message }
        let quoted = message[start...].split(separator: "'", omittingEmptySubsequences: false)
        // 'argument', 'name', 'vhost', then the values, each quoted or bare.
        guard quoted.count > 5 else { return message }
        let (argument, name, vhost) = (quoted[1], quoted[3], quoted[5])
        let isQueue = quoted[2].contains("queue")
        let remedy =
            isQueue
            ? "drain it (stop its producers, let the workers empty it), then: rabbitmqctl delete_queue --vhost \(vhost) "
                + "--if-empty \(name)"
            : "delete it when no producer is connected: rabbitmqadmin --vhost=\(vhost) delete exchange name=\(name)"
        return "\(message). \(isQueue ? "Queue" : "Exchange") \(name) has another \(argument) than is wanted "
            + "(received: wanted; current: found). To mend it, \(remedy); it is declared anew at the next start"
    }
}
