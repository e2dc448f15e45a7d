import Core

/// What a company waits for and of whom, and its people: in words.
struct CompanyOutlook {
    let company: Company

    /// All that is awaited, each with its owner.
    func next(now: Moment) -> [String] {
        var lines: [String] = []
        switch company.standing {
        case .pending: lines.append("staff or the customer: its verification (guichet verify show \(company.id))")
        case .verified:
            if let end = company.verifiedUntil {
                lines.append("the customer: a current certificate before \(end) (\(Span.text(since: now, until: end)) left)")
            }
        case .expired: lines.append("the customer: a current certificate (verification.document.submitted)")
        case .revoked, .fraud: lines.append("staff: new orders are stopped (guichet verify show \(company.id))")
        case .rejected, .withdrawn: lines.append("nobody: its number is free for another registration")
        }
        if let since = company.orphanedSince, company.standing.isLive {
            lines.append("the sales administration: no administrator since \(since) (account.administrator.appointed)")
        }
        for account in company.requesters {
            let since = company.members[account]?.since.description ?? "-"
            lines.append("an administrator: the request of \(account) since \(since) (account.join.granted or .refused)")
        }
        return lines
    }

    func text(now: Moment) -> String {
        let next = next(now: now)
        let awaited = next.isEmpty ? "nothing: it is verified" : next.joined(separator: "\n      ")
        return ([awaited] + [people, contacts].filter { !$0.isEmpty }).joined(separator: "\n\n")
    }

    private var people: String {
        var table = Table(("ACCOUNT", .left), ("STATE", .left), ("ROLE", .left), ("SINCE", .left), ("BY", .left))
        for (account, member) in company.members.sorted(by: { ($0.value.since, $0.key) < ($1.value.since, $1.key) }) {
            let scope = member.grant?.scope.map { " of \($0.kind.rawValue) \($0.id)" } ?? ""
            table.rows.append([
                .init(account), .init(member.state.rawValue, member.state == .requested ? .red : nil),
                .init((member.grant?.role.rawValue ?? "-") + scope), .init("\(member.since)"), .init(member.way.rawValue),
            ])
        }
        return table.rows.isEmpty ? "" : table.text(.standardOutput)
    }

    private var contacts: String {
        var table = Table(("CONTRACT", .left), ("TECHNICAL CONTACT", .left), ("SINCE", .left))
        for (contract, contact) in company.contacts.sorted(by: { $0.key < $1.key }) {
            table.rows.append([.init(contract), .init(contact.email), .init("\(contact.since)")])
        }
        return table.rows.isEmpty ? "" : table.text(.standardOutput)
    }
}

/// What an invitation waits for.
struct InvitationOutlook {
    let invitation: Invitation

    func text(now: Moment) -> String {
        switch invitation.state {
        case .open:
            guard let expires = invitation.link?.expires, expires > now else {
                return "an administrator: the link expired; invite again (account.member.invited)"
            }
            return "\(invitation.email): account.invitation.accepted, until \(expires) "
                + "(\(Span.text(since: now, until: expires)) left)"
        case .accepted: return "nothing: \(invitation.acceptedBy ?? "-") accepted it"
        case .revoked: return "nothing: it was taken back"
        case .expired: return "an administrator: it expired; invite again (account.member.invited)"
        case nil: return "nothing is known of it"
        }
    }
}
