package import Core

/// account.totp.enrolled -> Account
package enum EnrolSecondFactor: Decider {
    package static func reference(of enrolment: TOTPEnrolled) -> Reference { .id(enrolment.account) }

    package static func decide(
        _ enrolment: TOTPEnrolled, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.enrol(enrolment, given: account, in: circumstances)
    }
}
