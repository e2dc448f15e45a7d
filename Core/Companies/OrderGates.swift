/// Whether this person may order for this company: every condition, those that hold and those that do not (PRV-14, VER-9).
///
/// One evaluator for the deciders that refuse an order and for the command that explains why. Later conditions (an active port,
/// NET-4) are further gates.
package struct OrderGates: Hashable, Sendable {
    package let gates: [Gate]

    /// Of the company alone, whoever orders.
    package init(company: OrderingCompany?, at now: Moment) {
        gates = OrderGates.ofCompany(company, at: now)
    }

    /// - Parameter orderer: nil where there is no such account.
    package init(orderer: Orderer?, company: OrderingCompany?, at now: Moment) {
        gates =
            OrderGates.ofPerson(orderer) + OrderGates.ofCompany(company, at: now)
            + (company.map { [OrderGates.ofRole(orderer, in: $0)] } ?? [])
    }

    package var isOpen: Bool { gates.allSatisfy(\.isOpen) }

    /// All that stand in the way, at once.
    package var reasons: [Reason] { gates.compactMap { $0.reason(field: OrderGates.field($0.name)) } }

    private static func field(_ name: Gate.Name) -> String {
        switch name {
        case .email, .account, .secondFactor, .role: "by"
        case .company, .verification, .suspension, .administrator: "companyId"
        }
    }

    // MARK: The person

    private static func ofPerson(_ orderer: Orderer?) -> [Gate] {
        guard let orderer else {
            return [
                Gate(
                    .account, "ACC-2",
                    .init("nobody signed up for this account", .customer, next: "sign up: account.signup.requested"))
            ]
        }
        return [ofEmail(orderer), ofState(orderer), ofSecondFactor(orderer)]
    }

    private static func ofEmail(_ orderer: Orderer) -> Gate {
        Gate(
            .email, "ACC-1",
            orderer.state != Account.State.unverified.rawValue
                ? nil
                : .init(
                    "the address is not confirmed", .customer,
                    next: "open the link of the mail, or ask for another: account.verification.resend",
                    since: orderer.signedUp))
    }

    private static func ofState(_ orderer: Orderer) -> Gate {
        if orderer.state == Account.State.active.rawValue { return Gate(.account, "ACC-2", nil) }
        if orderer.state == Account.State.locked.rawValue {
            return Gate(
                .account, "ACC-13",
                .init(
                    "the account was reset", .customer,
                    next: "choose a password by the link of the welcome mail: account.recovery.completed"))
        }
        let isOnItsWay = [Account.State.unverified, .verified, .secured].map(\.rawValue).contains(orderer.state)
        return Gate(
            .account, "ACC-2",
            isOnItsWay
                ? .init(
                    "the account is not complete: \(orderer.state)", .customer,
                    next: "password, then profile: account.password.set, account.profile.completed",
                    since: orderer.emailConfirmed ?? orderer.signedUp)
                : .init("the account is \(orderer.state)", .staff, next: "see guichet show account \(orderer.account)"))
    }

    private static func ofSecondFactor(_ orderer: Orderer) -> Gate {
        Gate(
            .secondFactor, "SEC-1",
            orderer.hasSecondFactor
                ? nil
                : .init(
                    "no second factor is enrolled", .customer, next: "enrol an authenticator: account.totp.enrolled",
                    since: orderer.passwordSet ?? orderer.signedUp))
    }

    // MARK: The company

    private static func ofCompany(_ company: OrderingCompany?, at now: Moment) -> [Gate] {
        guard let company else {
            return [
                Gate(
                    .company, "ACC-5",
                    .init(
                        "there is no such company", .customer,
                        next: "register it (account.company.registered) or join one (account.join.requested)"))
            ]
        }
        return [
            Gate(.company, "ACC-5", nil), Gate(.verification, "VER-9", company.obstacleToVerification(at: now)),
            Gate(.suspension, "PRV-14", company.obstacleOfSuspension),
            Gate(
                .administrator, "ACC-6",
                company.orphanedSince.map {
                    .init(
                        "the company has no administrator", .staff,
                        next: "the sales administration appoints one: account.administrator.appointed", since: $0)
                }),
        ]
    }

    private static func ofRole(_ orderer: Orderer?, in company: OrderingCompany) -> Gate {
        guard let member = company.member, orderer != nil else {
            return Gate(
                .role, "SEC-4",
                .init(
                    "this person is no member of the company", .customer,
                    next: "ask to join (account.join.requested), or be invited"))
        }
        let obstacle: Gate.Obstacle? =
            switch (member.state, member.grant?.role) {
            case (.active, .administrator): nil
            case (.active, _):
                .init(
                    "the role of this person is limited: \(member.grant?.words(in: .english) ?? "none")", .administrator,
                    next: "an administrator orders, or changes the role: account.role.assigned", since: member.since)
            case (.requested, _):
                .init(
                    "this person asked to join, and has no rights yet", .administrator,
                    next: "an administrator decides: account.join.granted or account.join.refused", since: member.since)
            case (.refused, _), (.expired, _), (.revoked, _), (.left, _):
                .init(
                    "this person is no member of the company any more: \(member.state.rawValue)", .administrator,
                    next: "an administrator invites: account.member.invited", since: member.since)
            }
        return Gate(.role, "SEC-2", obstacle)
    }
}
