/// Roles that change and memberships that end. The last administrator stays: that is decided here, under the company's lock.
extension Company {
    package static func asks(of input: RoleAssigned) -> [Ask] { [.account(input.by)] }

    package static func asks(of input: MemberRevoked) -> [Ask] {
        var asks: [Ask] = [.account(input.by)]
        if let email = input.email { asks.append(.person(at: email, in: input.company)) }
        if let invitation = input.invitation { asks.append(.invitation(invitation)) }
        return asks
    }

    package static func asks(of input: AdministratorAppointed) -> [Ask] { [.account(input.account)] }

    package static func assign(
        _ input: RoleAssigned, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company else { return .reject([unknown]) }
        var work = CompanyWork(company, circumstances)
        var problems = work.problems(ofAdministrator: input.by) + input.grant.problems
        let member = company.members[input.account]
        if member?.state != .active {
            problems.append(
                Reason(
                    rule: "SEC-4", field: "accountId", message: "this person is no member of the company",
                    remedy: "invite the person (account.member.invited), or grant the request (account.join.granted)"))
        }
        if input.grant.role != .administrator, company.isLast(input.account) { problems.append(last("demoted")) }
        guard problems.isEmpty else { return .reject(problems) }
        if member?.grant == input.grant { return .ignore("has this role already") }
        work.add(.roleAssigned(account: input.account, input.grant, by: input.by))
        work.write(.roleChanged, about: input.account, grant: input.grant)
        return work.decision
    }

    /// A member by account or address, and with the address the invitation that it has.
    package static func revoke(
        _ input: MemberRevoked, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company else { return .reject([unknown]) }
        var work = CompanyWork(company, circumstances)
        var problems = work.problems(ofAdministrator: input.by)
        let person = input.email.flatMap { circumstances.answers[.person(at: $0, in: input.company)]?.first }
        let account = input.account ?? person?["account"]?.string
        let state = account.flatMap { company.members[$0]?.state }
        let invitation = input.invitation.flatMap { id in
            circumstances.answers[.invitation(id)]?.first?["state"]?.string == Invitation.State.open.rawValue ? id : nil
        }
        if let account, state == .active, company.isLast(account) { problems.append(last("revoked")) }
        if problems.isEmpty, invitation == nil, state == .revoked { return .ignore("revoked already") }
        if state != .active, invitation == nil { problems.append(nobody(input, state)) }
        guard problems.isEmpty else { return .reject(problems) }
        if let account, state == .active {
            work.add(.memberRevoked(account: account, by: input.by))
            work.write(.memberRevoked, about: account)
        }
        if let invitation {
            work.add(.invitationRevoked(invitation: invitation, by: input.by))
            work.send(InvitationRevoked.outgoing(invitation, by: input.by))
        }
        return work.decision
    }

    package static func leave(
        _ input: MemberLeft, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company, let member = company.members[input.account],
            member.state == .active || member.state == .requested
        else { return .ignore("is no member of this company") }
        var work = CompanyWork(company, circumstances)
        work.cancelTimer(input.account)
        work.add(.memberLeft(account: input.account))
        if let invitation = member.invitation { work.send(InvitationForgotten.outgoing(invitation)) }
        return work.decision
    }

    /// An invitation was accepted. Whoever asked to join meanwhile is granted by it; a member stays what he is.
    package static func join(
        _ input: MemberJoined, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company else { return .reject([unknown]) }
        let member = company.members[input.account]
        if member?.state == .active { return .ignore("is a member of this company already") }
        if let by = input.invitedBy, !company.isAdministrator(by) {
            return .ignore("who invited is no administrator any more")
        }
        if let member, let invitedAt = input.invitedAt, [.revoked, .refused].contains(member.state), member.since > invitedAt {
            return .ignore("was turned away after this invitation: a newer one is needed")
        }
        var work = CompanyWork(company, circumstances)
        let problems = work.problemsOfAdmission + input.grant.problems
        guard problems.isEmpty else { return .reject(problems) }
        work.cancelTimer(input.account)
        work.add(.memberJoined(account: input.account, input.grant, invitation: input.invitation))
        work.write(.joinGranted, about: input.account, grant: input.grant)
        return work.decision
    }

    /// The way back of a company that lost its last administrator.
    package static func appoint(
        _ input: AdministratorAppointed, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company else { return .reject([unknown]) }
        if company.isAdministrator(input.account) { return .ignore("is an administrator already") }
        var work = CompanyWork(company, circumstances)
        var problems = AskedAccount.problems(of: input.account, field: "accountId", in: circumstances)
        if company.orphanedSince == nil {
            problems.append(
                Reason(
                    rule: "ACC-6", field: "companyId", message: "the company has administrators: they decide who else is one",
                    remedy: "let one of them do it: account.role.assigned, account.member.invited"))
        }
        problems += work.problemsOfAdmission
        guard problems.isEmpty else { return .reject(problems) }
        work.cancelTimer(input.account)
        work.add(.administratorAppointed(account: input.account, by: input.by, reason: input.reason))
        work.write(.joinGranted, about: input.account, grant: .administrator)
        return work.decision
    }

    private func isLast(_ account: String) -> Bool { administrators == [account] }

    private static func last(_ what: String) -> Reason {
        Reason(
            rule: "ACC-6", field: "accountId", message: "the last administrator of a company cannot be \(what)",
            remedy: "make another member administrator first: account.role.assigned")
    }

    private static func nobody(_ input: MemberRevoked, _ state: Membership.State?) -> Reason {
        if state == .requested {
            return Reason(
                rule: "ACC-7", field: input.account == nil ? "email" : "accountId",
                message: "this person only asked to join", remedy: "refuse it: account.join.refused")
        }
        return Reason(
            rule: "SEC-4", field: input.account == nil ? "email" : "accountId",
            message: "there is no such member, and no open invitation", remedy: "guichet show company \(input.company)")
    }
}
