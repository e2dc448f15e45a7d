/// Who a reporter is as far as it is proved, and by what (ABU-7). A `From` line proves nothing.
package struct ReporterStanding: Hashable, Sendable {
    package enum Proof: String, CaseIterable, Sendable {
        /// A key of the policy signed it.
        case signed
        /// A person of the desk vouches.
        case desk
        /// It came over a channel that the policy names.
        case feed
        /// A believed host saw a valid signature, or DMARC pass, of the domain in `From`.
        case dkim, dmarc
        case none
        /// A believed host says that the domain in `From` did not send it, or its signature is wrong.
        case contradicted
    }

    package var proof: Proof
    /// `domain:example.net`; the same reporter has the same, for ever. Nobody's word makes one: `unproved:…` is another.
    package var identity: String
    /// Where an answer would go, as the report says.
    package var contact: String?

    package init(proof: Proof, identity: String, contact: String?) {
        self.proof = proof
        self.identity = identity
        self.contact = contact
    }

    package var isProved: Bool { proof != .none && proof != .contradicted }

    /// Whose word may bring about a block. A domain that signs costs nothing: it is known once the desk trusts it, or enough of its
    /// reports were judged right.
    func isKnown(by record: ReporterRecord, _ policy: AbusePolicy) -> Bool {
        guard isProved, record.level != .distrusted else { return false }
        switch proof {
        case .signed, .desk, .feed: return true
        case .dkim, .dmarc:
            if record.level == .trusted { return true }
            let scoring = policy.scoring
            return record.right + record.wrong >= scoring.judgedEnough
                && (record.precision ?? 0) >= scoring.precisePercent
        case .none, .contradicted: return false
        }
    }

    package init(
        of reading: ReportReading, over channel: String, from actor: String?, signed: ReportSignature.Finding = .absent,
        _ policy: AbusePolicy
    ) {
        let claimed = ReporterStanding.claim(of: reading)
        let contact = reading.reporter.contact.flatMap(EmailAddress.normalised)
        let hosts = Set(policy.mailHosts)
        let believed = reading.reporter.authentication.filter { hosts.contains($0.host.lowercased()) }
        let from = reading.reporter.domain?.lowercased()
        if believed.contains(where: { ReporterStanding.contradicts($0, from) }) {
            self.init(proof: .contradicted, identity: "unproved:\(claimed)", contact: contact)
        } else if case .fails = signed {
            self.init(proof: .contradicted, identity: "unproved:\(claimed)", contact: contact)
        } else if case .proves(let reporter, _) = signed {
            self.init(proof: .signed, identity: "domain:\(ReporterStanding.owner(of: reporter))", contact: contact)
        } else if channel == ReportReceived.Channel.desk {
            self.init(proof: .desk, identity: claimed == "nobody" ? "desk" : "domain:\(claimed)", contact: contact)
        } else if let feed = policy.feeds.first(where: { $0.name == channel && ($0.user == nil || $0.user == actor) }) {
            self.init(proof: .feed, identity: "feed:\(feed.name)", contact: contact)
        } else if let (proof, domain) = ReporterStanding.proof(in: believed, of: from) {
            self.init(proof: proof, identity: "domain:\(ReporterStanding.owner(of: domain))", contact: contact)
        } else {
            self.init(proof: .none, identity: "unproved:\(claimed)", contact: contact)
        }
    }

    /// Every identity that the reporter may turn out to have, under whatever policy.
    package static func candidates(
        of reading: ReportReading, over channel: String, signature: ReportSignature? = nil
    ) -> [String] {
        let claimed = claim(of: reading)
        let signer = signature.flatMap { AbuseKey.reporter(of: $0.keyId) }.map { [owner(of: $0)] } ?? []
        let domains =
            signer + [claimed] + reading.reporter.authentication.compactMap(\.domain).map { owner(of: $0.lowercased()) }
        var seen = Set<String>()
        return (["desk", "feed:\(channel)", "unproved:\(claimed)"] + domains.map { "domain:\($0)" })
            .filter { seen.insert($0).inserted }
    }

    /// The part of a domain that one owner registers: reporters below it are one. Of the registries below countries only the
    /// usual ones are known; where it errs it counts fewer, never more.
    static func owner(of domain: String) -> String {
        let labels = domain.split(separator: ".")
        guard labels.count > 2 else { return domain }
        let isDeep = labels[labels.count - 1].utf8.count == 2 && registries.contains(labels[labels.count - 2])
        return labels.suffix(isDeep ? 3 : 2).joined(separator: ".")
    }

    private static let registries: Set<Substring> = [
        "ac", "co", "com", "edu", "gob", "gouv", "gov", "ltd", "ne", "net", "nom", "or", "org", "plc", "sch",
    ]

    private static func claim(of reading: ReportReading) -> String {
        if let domain = PlainLine.of(reading.reporter.domain, limit: 253) { return owner(of: domain.lowercased()) }
        let contact = reading.reporter.contact.flatMap(EmailAddress.normalised)
        return contact.flatMap { $0.split(separator: "@").last }.map { owner(of: $0.lowercased()) } ?? "nobody"
    }

    private static func proof(in believed: [AuthenticationResult], of from: String?) -> (Proof, String)? {
        guard let from else { return nil }
        for result in believed where result.result.lowercased() == "pass" {
            guard let domain = result.domain?.lowercased(), domain.contains(".") else { continue }
            let isAligned = from == domain || from.hasSuffix("." + domain)
            switch result.method.lowercased() {
            case "dkim" where isAligned: return (.dkim, domain)
            case "dmarc" where from == domain || isAligned: return (.dmarc, domain)
            default: continue
            }
        }
        return nil
    }

    private static func contradicts(_ result: AuthenticationResult, _ from: String?) -> Bool {
        guard result.method.lowercased() == "dmarc", result.result.lowercased() == "fail" else { return false }
        guard let domain = result.domain?.lowercased(), let from else { return true }
        return from == domain || from.hasSuffix("." + domain)
    }
}
