package import Core

/// account.partner.approved -> Account
package enum ApprovePartner: Decider {
    package static func reference(of answer: PartnerApproved) -> Reference { .id(answer.account) }

    package static func decide(
        _ answer: PartnerApproved, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.answerOption(answer, given: account, in: circumstances)
    }
}
