/// What an order asks of the person who places it.
package struct Orderer: Hashable, Sendable {
    package let account: String
    package let state: String
    package let signedUp: Moment?
    package let emailConfirmed: Moment?
    package let passwordSet: Moment?
    package let hasSecondFactor: Bool

    package init(
        account: String, state: String, signedUp: Moment? = nil, emailConfirmed: Moment? = nil, passwordSet: Moment? = nil,
        hasSecondFactor: Bool
    ) {
        self.account = account
        self.state = state
        self.signedUp = signedUp
        self.emailConfirmed = emailConfirmed
        self.passwordSet = passwordSet
        self.hasSecondFactor = hasSecondFactor
    }

    /// From the row of an account, or from what `Ask.account` answers. Nil where it is neither.
    package init?(_ account: String, _ row: Object) {
        guard let state = row["state"]?.string else { return nil }
        self.init(
            account: account, state: state, signedUp: row.moment("signed_up_at"), emailConfirmed: row.moment("confirmed_at"),
            passwordSet: row.moment("password_set_at"), hasSecondFactor: row["second_factor"]?.string == "enrolled")
    }
}

/// What an order asks of the company it is for, and of the person in it.
package struct OrderingCompany: Hashable, Sendable {
    package let standing: Standing
    package let since: Moment?
    package let verifiedUntil: Moment?
    package let reason: String?
    package let orphanedSince: Moment?
    package let member: Membership?

    package init(
        standing: Standing, since: Moment? = nil, verifiedUntil: Moment? = nil, reason: String? = nil,
        orphanedSince: Moment? = nil, member: Membership? = nil
    ) {
        self.standing = standing
        self.since = since
        self.verifiedUntil = verifiedUntil
        self.reason = reason
        self.orphanedSince = orphanedSince
        self.member = member
    }

    package init(_ company: Company, member account: String?) {
        self.init(
            standing: company.standing, since: company.standingSince, verifiedUntil: company.verifiedUntil,
            reason: company.standingReason, orphanedSince: company.orphanedSince,
            member: account.flatMap { company.members[$0] })
    }

    /// From what `Ask.membership` answers. Nil where it is something else.
    package init?(_ row: Object) {
        guard let standing = row["standing"]?.string.flatMap(Standing.init) else { return nil }
        var member: Membership?
        if let state = row["member_state"]?.string.flatMap(Membership.State.init), let since = row.moment("member_since") {
            let kind = row["scope_kind"]?.string.flatMap(Scope.Kind.init)
            let scope = kind.flatMap { kind in row["scope_id"]?.string.map { Scope(kind: kind, id: $0) } }
            let way = row["member_way"]?.string.flatMap(Membership.Way.init) ?? .request
            member = Membership(
                state, by: way, grant: row["role"]?.string.flatMap(Role.init).map { RoleGrant($0, scope: scope) }, since: since)
        }
        self.init(
            standing: standing, since: row.moment("standing_at"), verifiedUntil: row.moment("verified_until"),
            orphanedSince: row.moment("orphaned_at"), member: member)
    }

    // MARK: Obstacles

    /// VER-9, VER-15. What is over for want of time counts as over, even before somebody noticed.
    func obstacleToVerification(at now: Moment) -> Gate.Obstacle? {
        switch standing {
        case .verified:
            guard let verifiedUntil, verifiedUntil <= now else { return nil }
            return .init("the verification ran out", .customer, next: renewal, since: verifiedUntil)
        case .pending:
            return .init(
                "the company is not verified yet", .staff,
                next: "guichet verify show COMPANY says whether staff or the customer is awaited", since: since)
        case .expired: return .init("the verification ran out", .customer, next: renewal, since: since)
        case .revoked:
            return .init("the verification was taken back", .customer, next: renewal, since: since)
        case .rejected:
            return .init(
                "the verification was refused", .customer, next: "register the company again: account.company.registered",
                since: since)
        case .withdrawn:
            return .init(
                "the registration was withdrawn", .customer,
                next: "register the company again: account.company.registered", since: since)
        case .fraud: return .init("the company is not verified", .staff, next: "staff decide", since: since)
        }
    }

    /// Orders are stopped by people, not by a missing paper; what runs goes on (VER-15).
    var obstacleOfSuspension: Gate.Obstacle? {
        switch standing {
        case .revoked, .fraud:
            .init(
                "new orders are stopped for this company", .staff, next: "staff decide: guichet verify show COMPANY", since: since
            )
        case .pending, .verified, .expired, .rejected, .withdrawn: nil
        }
    }

    private var renewal: String { "submit a current certificate: verification.document.submitted" }
}

extension Object {
    fileprivate func moment(_ column: String) -> Moment? { self[column]?.string.flatMap { Moment(rfc3339: $0) } }
}
