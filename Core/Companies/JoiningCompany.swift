/// A request to join: no right by itself, until an administrator gives one (ACC-7).
extension Company {
    package static func asks(of input: JoinRequested) -> [Ask] { [.account(input.account)] }

    package static func asks(of input: JoinGranted) -> [Ask] { [.account(input.account), .account(input.by)] }

    package static func asks(of input: JoinRefused) -> [Ask] { [.account(input.by)] }

    package static func requestJoin(
        _ input: JoinRequested, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company else { return .reject([unknown]) }
        return requestJoin(of: input.account, to: company, in: circumstances)
    }

    static func requestJoin(
        of account: String, to company: Company, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        var work = CompanyWork(company, circumstances)
        let member = company.members[account]
        switch member?.state {
        case .active: return .ignore("is a member of this company already")
        case .requested: return .ignore("asked to join already; an administrator decides")
        case .refused, .expired, .revoked, .left, nil: break
        }
        var problems = AskedAccount.problems(of: account, field: "accountId", in: circumstances)
        problems += work.problemsOfAdmission
        if company.requesters.count >= Int(clamping: work.policy.requests) {
            problems.append(
                Reason(
                    rule: "ACC-7", field: "companyId", message: "\(company.requesters.count) requests wait already",
                    remedy: "let an administrator of the company invite the person: account.member.invited"))
        }
        if let member, member.state == .refused, work.now < member.since.adding(work.policy.joinAgain) {
            problems.append(
                Reason(
                    rule: "ACC-7", field: "accountId", message: "this person was refused at \(member.since)",
                    remedy: "ask again from \(member.since.adding(work.policy.joinAgain)) on, or be invited"))
        }
        guard problems.isEmpty else { return .reject(problems) }
        work.add(.joinRequested(account: account))
        let until = work.now.adding(work.policy.join)
        work.write(.joinRequested, about: account, until: until)
        work.write(.joinReceived, about: account, until: until)
        work.setTimer(.reminder, of: account, since: work.now)
        return work.decision
    }

    package static func grant(
        _ input: JoinGranted, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company else { return .reject([unknown]) }
        var work = CompanyWork(company, circumstances)
        var problems = work.problems(ofAdministrator: input.by) + input.grant.problems
        if input.by == input.account {
            problems.append(
                Reason(
                    rule: "ACC-7", field: "by", message: "nobody grants a request of his own",
                    remedy: "let another administrator decide"))
        }
        let member = company.members[input.account]
        if problems.isEmpty, member?.state == .active, member?.grant == input.grant { return .ignore("granted already") }
        if member?.state != .requested {
            problems.append(noRequest(of: member))
        } else {
            problems += AskedAccount.problems(of: input.account, field: "accountId", in: circumstances)
            problems += work.problemsOfAdmission + work.problemsOfRoom
        }
        guard problems.isEmpty else { return .reject(problems) }
        work.cancelTimer(input.account)
        work.add(.joinGranted(account: input.account, input.grant, by: input.by))
        work.write(.joinGranted, about: input.account, grant: input.grant)
        return work.decision
    }

    package static func refuse(
        _ input: JoinRefused, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company else { return .reject([unknown]) }
        var work = CompanyWork(company, circumstances)
        var problems = work.problems(ofAdministrator: input.by)
        let member = company.members[input.account]
        if problems.isEmpty, member?.state == .refused { return .ignore("refused already") }
        if member?.state != .requested { problems.append(noRequest(of: member)) }
        guard problems.isEmpty else { return .reject(problems) }
        work.cancelTimer(input.account)
        work.add(.joinRefused(account: input.account, by: input.by, reason: input.reason))
        work.write(.joinRefused, about: input.account, reason: input.reason)
        return work.decision
    }

    package static func comeDue(
        _ input: JoinCameDue, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company, let member = company.members[input.account], member.state == .requested,
            member.since == input.requestedAt
        else { return .ignore("this request does not wait any more") }
        var work = CompanyWork(company, circumstances)
        let end = member.since.adding(work.policy.join)
        switch input.what {
        case .reminder where work.now < end:
            work.add(.joinReminded(account: input.account))
            work.write(.joinReminder, about: input.account, until: end)
            work.setTimer(.expiry, of: input.account, since: member.since)
        case .reminder, .expiry:
            work.add(.joinExpired(account: input.account))
            work.write(.joinExpired, about: input.account)
        }
        return work.decision
    }

    private static func noRequest(of member: Membership?) -> Reason {
        switch member?.state {
        case .active:
            Reason(
                rule: "ACC-7", field: "accountId", message: "this person is a member already",
                remedy: "change the role: account.role.assigned; or end it: account.member.revoked")
        case .requested, .refused, .expired, .revoked, .left, nil:
            Reason(
                rule: "ACC-7", field: "accountId", message: "no request of this person waits",
                remedy: "let the person ask (account.join.requested), or invite: account.member.invited")
        }
    }
}
