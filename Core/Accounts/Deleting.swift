/// The end of an account (ACC-17): asked for, waited for, agreed to by a second person, and then nothing personal is left.
extension Account {
    /// How long a deletion waits each time that a company would be left without an administrator.
    static let successionWait = Pause.days(1)

    private static func timer(of account: String) -> String { "account deletion \(account)" }

    package static func requestDeletion(
        _ request: DeletionRequested, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        guard let account else { return .reject([nobody()]) }
        if account.state == .deleted { return .reject([gone]) }
        if account.deletion != nil { return .ignore("a deletion waits already") }
        let bereft = account.companiesLeftAlone(in: circumstances)
        guard bereft.isEmpty else { return .reject(bereft) }
        let due = circumstances.now.adding(.days(policy(in: circumstances).coolingOffDays))
        return .record(
            [.deletionRequested(by: request.by, words: request.words, due: due)],
            Consequences(
                send: [account.mail("deletion-requested", values: ["due": .moment(due)], in: circumstances)],
                schedule: [Timer(key: timer(of: account.id), due: due, event: DeletionDue.outgoing(account.id))]))
    }

    package static func withdrawDeletion(
        _ withdrawal: DeletionWithdrawn, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        guard let account else { return .reject([nobody()]) }
        if account.state == .deleted { return .reject([gone]) }
        guard account.deletion != nil else { return .reject([nothingWaits]) }
        return .record(
            [.deletionWithdrawn(by: withdrawal.by)],
            Consequences(
                send: [account.mail("deletion-withdrawn", in: circumstances)], cancel: [timer(of: account.id)]))
    }

    /// SEC-10: neither who asked nor the person themselves. What is approved after the cooling-off is carried out at once.
    package static func approveDeletion(
        _ approval: DeletionApproved, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        guard let account else { return .reject([nobody()]) }
        if account.state == .deleted { return .reject([gone]) }
        guard let deletion = account.deletion else { return .reject([nothingWaits]) }
        guard PersonName.isAnother(approval.by, than: account.names + [deletion.by]) else {
            return .reject([
                Reason(
                    rule: "SEC-10", field: "by", message: "whoever asked for a deletion cannot agree to it",
                    remedy: "let a second person approve it")
            ])
        }
        let fact = AccountFact.deletionApproved(by: approval.by)
        guard deletion.due <= circumstances.now else {
            return deletion.approved == nil ? .record([fact]) : .ignore("approved already; it waits until \(deletion.due)")
        }
        let bereft = account.companiesLeftAlone(in: circumstances)
        guard bereft.isEmpty else { return .reject(bereft) }
        return .record((deletion.approved == nil ? [fact] : []) + [.erased], account.erasure(in: circumstances))
    }

    /// The cooling-off is over: what is approved is carried out, once no company is left alone by it.
    package static func finishDeletion(
        _ due: DeletionDue, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        guard let account, let deletion = account.deletion, account.state != .deleted, deletion.due <= circumstances.now else {
            return .ignore("no deletion is due")
        }
        guard deletion.approved != nil else { return .ignore("waits for the approval of a second person") }
        if let bereft = account.companiesLeftAlone(in: circumstances).first {
            return .postpone(until: circumstances.now.adding(successionWait), bereft.message)
        }
        return .record([.erased], account.erasure(in: circumstances))
    }

    /// Mails that were under way have been settled since, under the address they went to.
    package static func eraseTraces(
        _ due: TracesDue, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        guard let account, account.state == .deleted, account.tracesErased == nil else { return .ignore("nothing was left") }
        return .record([.tracesErased], Consequences(erase: [account.personalData]))
    }

    private func erasure(in circumstances: Circumstances) -> Consequences {
        let companies = circumstances.answers[.companiesLeft(by: id)] ?? []
        let traces = circumstances.now.adding(.hours(Account.policy(in: circumstances).traceHours))
        return Consequences(
            send: [mail("deletion-done", in: circumstances)]
                + companies.compactMap { $0["company"]?.string }.map {
                    MemberLeft.outgoing(company: $0, account: id)
                },
            schedule: [Timer(key: "account traces \(id)", due: traces, event: TracesDue.outgoing(id))],
            cancel: [Account.timer(of: id)], erase: [personalData])
    }

    private var personalData: Erasure { Erasure(subject: "account/\(id)", members: AccountFact.personal) }

    /// What the person may be called in an event.
    var names: [String?] { [id, email, profile?.fullName, partner?.fullName, partner?.login] }

    /// Companies with other members whose only administrator this is: somebody else must be one first (ACC-6).
    private func companiesLeftAlone(in circumstances: Circumstances) -> [Reason] {
        (circumstances.answers[.companiesLeft(by: id)] ?? []).compactMap { row in
            guard row["is_administrator"] == true, row["administrators"]?.integer == 1,
                let members = row["active_members"]?.integer, members > 1
            else { return nil }
            let name = row["legal_name"]?.string ?? "a company"
            return Reason(
                rule: "ACC-17", field: "accountId", message: "\(name) has other members and no other administrator",
                remedy: "make one of them administrator first: account.role.assigned")
        }
    }

    private static let nothingWaits = Reason(
        rule: "ACC-17", field: "accountId", message: "no deletion of this account waits",
        remedy: "first: account.deletion.requested")
}
