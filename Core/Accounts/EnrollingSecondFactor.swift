/// The second factor is mandatory to enter (SEC-1). Which app the person has is the portal's; here is whether there is one.
extension Account {
    package static func enrol(
        _ enrolment: TOTPEnrolled, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        let missing = missingSteps(of: account, before: .secured)
        guard missing.isEmpty, let account else { return .reject(missing) }
        let fact = AccountFact.secondFactorEnrolled(reference: enrolment.reference)
        switch account.secondFactor {
        case .enrolled(enrolment.reference): return .ignore("enrolled already")
        case .none: return .record([fact])
        // Whoever had the first one is told: it may be somebody else who enrols now.
        case .enrolled, .revoked:
            let mail = account.mail(
                "second-factor-changed", values: ["changed": .moment(circumstances.now)], in: circumstances)
            return .record([fact], Consequences(send: [mail]))
        }
    }
}
