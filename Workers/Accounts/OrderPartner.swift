package import Core

/// account.partner.ordered -> Account of this address, else a new one, and the mail with its login
package enum OrderPartner: Decider {
    package static func reference(of order: PartnerOrdered) -> Reference {
        .columnElse("email_key", Account.key(of: order.email), id: order.account)
    }

    package static func asks(of order: PartnerOrdered) -> [Ask] {
        [.membership(of: order.account, in: order.company), .partnerLogins(like: order.stem)]
    }

    package static func decide(
        _ order: PartnerOrdered, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.orderPartner(order, given: account, in: circumstances)
    }
}
