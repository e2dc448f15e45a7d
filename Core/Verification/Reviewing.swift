/// Who may review what: one reviewer at a time, and nobody their own company (VER-7, failure pattern 13).
extension Verification {
    package static func claim(
        _ claim: VerificationClaimed, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        guard let verification else { return .reject([.unknownVerification]) }
        var reasons = verification.bans(of: claim.by, in: circumstances)
        if let decided = verification.decided { reasons.append(decided) }
        if let other = verification.claim, other.runs(at: circumstances.now), !Reviewer.isSame(other.by, claim.by) {
            reasons.append(
                Reason(
                    rule: "VER-7", field: "by", message: "\(other.by) has claimed it until \(other.until)",
                    remedy: "take another, or wait until then"))
        }
        guard reasons.isEmpty else { return .reject(reasons) }
        var work = VerificationWork(verification, circumstances)
        let until = work.now.adding(work.policy.claim)
        work.add(.claimed(VerificationClaim(by: claim.by, until: until)))
        work.schedule(VerificationDue(.claim, at: until))
        return work.decision
    }

    package static func release(
        _ release: VerificationReleased, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        guard let verification else { return .reject([.unknownVerification]) }
        guard let claim = verification.claim else { return .ignore("nobody has claimed it") }
        guard Reviewer.isSame(claim.by, release.by) else {
            return .reject([
                Reason(
                    rule: "VER-7", field: "by", message: "\(claim.by) has claimed it until \(claim.until)",
                    remedy: "only who claimed it gives it back; it is free by itself then")
            ])
        }
        var work = VerificationWork(verification, circumstances)
        work.add(.released(by: release.by))
        work.endClaim()
        return work.decision
    }

    package static func note(
        _ contact: ContactNoted, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        guard let verification else { return .reject([.unknownVerification]) }
        let bans = verification.bans(of: contact.by, in: circumstances)
        guard bans.isEmpty else { return .reject(bans) }
        var work = VerificationWork(verification, circumstances)
        let document = work.keep(contact.text, as: "contact")
        work.add(
            .contactNoted(
                VerificationContact(at: work.now, by: contact.by, channel: contact.channel.rawValue, document: document)))
        return work.decision
    }

    // MARK: Guards of every decision

    /// All that forbids this reviewer to decide now; besides, what the decision itself asks.
    func objections(to review: some Review, in circumstances: Circumstances) -> [Reason] {
        var reasons = bans(of: review.by, in: circumstances)
        if let decided {
            return reasons + [decided]
        }
        guard let claim, claim.runs(at: circumstances.now) else {
            let lapsed = claim.map { ": the claim of \($0.by) ended at \($0.until)" } ?? ""
            return reasons + [
                Reason(
                    rule: "VER-7", field: "by", message: "nobody has claimed it\(lapsed)",
                    remedy: "claim it first: verification.claimed, `guichet verify claim`")
            ]
        }
        if !Reviewer.isSame(claim.by, review.by) {
            reasons.append(
                Reason(
                    rule: "VER-7", field: "by", message: "\(claim.by) has claimed it until \(claim.until)",
                    remedy: "only who claimed it decides; take another, or wait until then"))
        }
        return reasons
    }

    private var decided: Reason? {
        if isDecidable { return nil }
        let by = outcome?.by.map { " by \($0)" } ?? ""
        return Reason(
            rule: "VER-14", field: "companyId",
            message: "it is decided already: \(outcome?.result.rawValue ?? standing.rawValue)\(by)",
            remedy: "see `guichet verify show`")
    }

    /// SEC-10: one's own company, or that of one's colleagues.
    private func bans(of by: String, in circumstances: Circumstances) -> [Reason] {
        let policy = circumstances.policies.verification.at(circumstances.now).policy
        let reviewer = Reviewer(by)
        if reviewer.isSame(opening?.registrant) { return [ban("\(by) registered this company")] }
        for document in documents where reviewer.isSame(document.by) { return [ban("\(by) sent “\(document.name)”")] }
        let senders = documents.compactMap(\.by).compactMap { Reviewer($0).domain }
        if let own = reviewer.domain, policy.isOfACompany(own), senders.contains(own) {
            return [ban("\(by) and who sent its documents both have an address at \(own)")]
        }
        for tie in circumstances.answers[Verification.ties(of: by, to: id)] ?? [] {
            guard tie["tie"]?.string == "domain" else { return [ban("\(by) is a member of this company")] }
            guard let domain = tie["email"]?.string.flatMap({ Reviewer($0).domain }), policy.isOfACompany(domain) else {
                continue
            }
            return [ban("\(by) and a member of this company both have an address at \(domain)")]
        }
        return []
    }

    private func ban(_ message: String) -> Reason {
        Reason(rule: "SEC-10", field: "by", message: message, remedy: "let somebody decide who has no part in it")
    }
}

/// A reviewer as events name one: by an address, an account or a name.
package struct Reviewer {
    private let name: String

    package init(_ name: String) {
        self.name = PersonName.plain(name)
    }

    /// In lower case; nil where it is no address.
    var domain: String? {
        EmailAddress.normalised(name).flatMap { $0.split(separator: "@").last.map { $0.lowercased() } }
    }

    package func isSame(_ other: String?) -> Bool { !PersonName.isAnother(name, than: [other]) }

    static func isSame(_ one: String, _ other: String) -> Bool { !PersonName.isAnother(one, than: [other]) }
}
