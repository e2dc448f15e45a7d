import Core

/// Any event about an account, at any time: most are refused, and those that are not make a valid way.
enum AccountWays {
    static func decision(on account: Account?, at now: Moment, _ dice: inout CoreDice) -> Decision<AccountFact> {
        let circumstances = Samples.circumstances(at: now, cause: "/portal \(dice.next())", policies: hasty)
        return switch dice.next() % 16 {
        case 0, 1: signUp(account, circumstances)
        case 2, 3, 4, 5, 6: stepOn(account, circumstances, &dice)
        case 7, 8, 9: access(account, circumstances, &dice)
        case 10: enrol(account, circumstances, &dice)
        case 11: partner(account, circumstances, &dice)
        default: end(account, circumstances, &dice)
        }
    }

    /// A deletion waits for a day.
    private static let hasty: Policies = {
        var policies = Policies.cautious
        let policy = AccountPolicy(recoveryMinutes: 60_000, coolingOffDays: 1)
        policies.accounts = Dated(Dated.Version(effective: Moment(seconds: 0), name: "hasty", policy: policy))
        return policies
    }()

    private static let id = Value.string(Samples.account)

    private static func signUp(_ account: Account?, _ circumstances: Circumstances) -> Decision<AccountFact> {
        let request = Samples.read(SignupRequested.self, ["accountId": id, "email": .string(Samples.email)])
        return Account.signUp(request, given: account, in: circumstances)
    }

    private static func stepOn(
        _ account: Account?, _ circumstances: Circumstances, _ dice: inout CoreDice
    ) -> Decision<AccountFact> {
        let title = Value.string("title \(dice.next() % 3)")
        switch dice.next() % 5 {
        case 0:
            let request = Samples.read(VerificationResend.self, ["email": .string(Samples.email)])
            return Account.resend(request, given: account, in: circumstances)
        case 1:
            // The hash of the link is what this digest makes of its token.
            var form = Form(["token": "any-token-of-a-link"], digest: { _ in account?.link?.tokenHash ?? "" })
            return Account.confirm(EmailConfirmed(from: &form), given: account, in: circumstances)
        case 2:
            let set = Samples.read(PasswordSet.self, ["accountId": id, "passwordHash": .string(Samples.hash)])
            return Account.setPassword(set, given: account)
        case 3:
            let data: Object = ["accountId": id, "fullName": "Ada", "jobTitle": title, "photo": "photo"]
            return Account.complete(Samples.read(ProfileCompleted.self, data), given: account)
        default:
            let data: Object = ["accountId": id, "fullName": "Ada", "jobTitle": title]
            return Account.change(Samples.read(ProfileChanged.self, data), given: account)
        }
    }

    private static func access(
        _ account: Account?, _ circumstances: Circumstances, _ dice: inout CoreDice
    ) -> Decision<AccountFact> {
        switch dice.next() % 4 {
        case 0:
            let kind: Value = dice.next() % 2 == 0 ? "password" : "identifier"
            let request = Samples.read(RecoveryRequested.self, ["kind": kind, "email": .string(Samples.email)])
            return Account.recover(request, given: account, in: circumstances)
        case 1, 2:
            var form = Form(
                ["token": "any-token-of-a-link", "passwordHash": .string(Samples.hash)],
                digest: { _ in account?.recovery.link?.tokenHash ?? "" })
            return Account.completeRecovery(RecoveryCompleted(from: &form), given: account, in: circumstances)
        default:
            let reason: Value = dice.next() % 2 == 0 ? "compromised" : "recovery_failed"
            let order = Samples.read(ResetOrdered.self, ["accountId": id, "reason": reason, "by": "Eve"])
            return Account.reset(order, given: account, in: circumstances)
        }
    }

    private static func enrol(
        _ account: Account?, _ circumstances: Circumstances, _ dice: inout CoreDice
    ) -> Decision<AccountFact> {
        let enrolment = Samples.read(
            TOTPEnrolled.self, ["accountId": id, "secretRef": .string("totp/\(dice.next() % 3)")])
        return Account.enrol(enrolment, given: account, in: circumstances)
    }

    private static func partner(
        _ account: Account?, _ circumstances: Circumstances, _ dice: inout CoreDice
    ) -> Decision<AccountFact> {
        let answer: Value = dice.next() % 2 == 0 ? "yes" : "no"
        let answered = Samples.read(PartnerApproved.self, ["accountId": id, "by": "Eve", "option": answer])
        return Account.answerOption(answered, given: account, in: circumstances)
    }

    private static func end(
        _ account: Account?, _ circumstances: Circumstances, _ dice: inout CoreDice
    ) -> Decision<AccountFact> {
        switch dice.next() % 8 {
        case 0:
            let request = Samples.read(DeletionRequested.self, ["accountId": id, "by": "Ada", "reason": "I am Ada"])
            return Account.requestDeletion(request, given: account, in: circumstances)
        case 1:
            let withdrawal = Samples.read(DeletionWithdrawn.self, ["accountId": id, "by": "Ada"])
            return Account.withdrawDeletion(withdrawal, given: account, in: circumstances)
        case 2, 3:
            let approval = Samples.read(DeletionApproved.self, ["accountId": id, "by": "Eve"])
            return Account.approveDeletion(approval, given: account, in: circumstances)
        case 4:
            let due = Samples.read(TracesDue.self, TracesDue.outgoing(Samples.account).data)
            return Account.eraseTraces(due, given: account, in: circumstances)
        default:
            let due = Samples.read(DeletionDue.self, DeletionDue.outgoing(Samples.account).data)
            return Account.finishDeletion(due, given: account, in: circumstances)
        }
    }
}
