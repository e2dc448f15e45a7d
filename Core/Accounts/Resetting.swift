/// The last resort: sales takes everything away that opens the account, and a welcome mail gives access again (ACC-13).
extension Account {
    package static func reset(
        _ order: ResetOrdered, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        guard let account else { return .reject([nobody()]) }
        let policy = policy(in: circumstances)
        let reasons = account.obstacles(to: order, policy, at: circumstances.now)
        guard reasons.isEmpty else { return .reject(reasons) }
        let (link, mail) = account.welcome(policy, in: circumstances)
        return .record(
            [.reset(order.reason, by: order.by, link: link)],
            Consequences(send: [mail], credentials: [account.password(nil)]))
    }

    /// Self-service comes first, unless the reason says why it could not.
    private func obstacles(to order: ResetOrdered, _ policy: AccountPolicy, at now: Moment) -> [Reason] {
        if state == .deleted { return [Account.gone] }
        var reasons: [Reason] = []
        if state == .unverified {
            reasons.append(
                Reason(
                    rule: "ACC-13", field: "accountId", message: "the address is not confirmed: there is nothing to reset",
                    remedy: "send the link again: account.verification.resend"))
        }
        let isTried = recovery.last.map { $0.adding(.days(policy.selfServiceDays)) > now } ?? false
        if !isTried, !order.reason.standsForSelfService {
            let excuses = ResetReason.allCases.filter(\.standsForSelfService).map(\.rawValue).joined(separator: ", ")
            reasons.append(
                Reason(
                    rule: "ACC-13", field: "reason",
                    message: "self-service was not tried in the last \(policy.selfServiceDays) days",
                    remedy: "first: account.recovery.requested; or say why it could not be: \(excuses)"))
        }
        return reasons
    }
}
