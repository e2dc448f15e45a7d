extension Account {
    /// A mail to the person, in their language. One per event and template.
    func mail(
        _ template: String, link: NotificationLink? = nil, values: Object = [:], in circumstances: Circumstances
    ) -> Outgoing {
        NotificationSend.outgoing(
            id: circumstances.derivedId("mail \(template)"), template: template, locale: locale, recipient: email, account: id,
            link: link, values: values, at: circumstances.now)
    }

    /// A link that lives so long, and how its mail names it. Only the mail worker derives the token.
    static func link(
        _ purpose: String, _ path: String, lives life: Pause, in circumstances: Circumstances
    ) -> (link: VerificationLink, named: NotificationLink) {
        let tokenId = circumstances.derivedId("token")
        return (
            VerificationLink(
                tokenHash: circumstances.tokenHash(purpose, tokenId), expires: circumstances.now.adding(life)),
            NotificationLink(purpose: purpose, tokenId: tokenId, path: path)
        )
    }

    /// A credential of this account; without a hash it is taken away.
    func password(_ hash: String?) -> Credential { Credential(subject: "account/\(id)", kind: "password", hash: hash) }

    /// Why an event about an account that is nobody's finds no one.
    static func nobody(_ field: String = "accountId") -> Reason {
        Reason(
            rule: "ACC-2", field: field, message: "nobody signed up for this account", remedy: "first: account.signup.requested")
    }

    static let gone = Reason(
        rule: "ACC-17", field: "accountId", message: "this account was deleted for good",
        remedy: "the person may sign up again, under a new accountId")

    static func policy(in circumstances: Circumstances) -> AccountPolicy {
        circumstances.policies.accounts.at(circumstances.now).policy
    }
}
