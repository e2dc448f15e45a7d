import Core

/// Who sent a mail, and what the hosts that took it say of that.
enum ReporterReading {
    static func reporter(_ fields: MailFields, agent: String?) -> ReportedBy {
        let from = fields["from"].flatMap { Mailbox($0) }
        let reply = fields["reply-to"].flatMap { Mailbox($0) }
        let contact = [reply, from].lazy.compactMap { $0.flatMap { EmailAddress.normalised($0.address) } }.first
        // Of two senders nobody knows which one the proof is about.
        let isOne = from?.isAlone == true && fields.values(of: "from").count == 1
        return ReportedBy(
            contact: contact, organisation: from?.name, domain: isOne ? from?.domain : nil, agent: agent.flatMap(MailText.short),
            authentication: authentication(fields))
    }

    /// The results above the first `Received` field that another host wrote than the topmost one: what stands below came with
    /// the mail, and its sender may have made it up. Of one host and method only the topmost field counts, for a host that
    /// checks mail writes above what it finds.
    static func authentication(_ fields: MailFields) -> [AuthenticationResult] {
        var own: String?
        var results: [AuthenticationResult] = []
        var known: Set<String> = []
        for field in fields.all {
            if field.name == "received" {
                let host = ReceivedLine(field.value).host ?? ""
                if let own, own != host { break }
                own = host
            }
            guard field.name == "authentication-results", let read = AuthenticationField(field.value) else { continue }
            let fresh = read.results.filter { !known.contains("\($0.host) \($0.method)") }
            known.formUnion(fresh.map { "\($0.host) \($0.method)" })
            results += fresh
        }
        return results
    }
}
