/// Questions that decisions about accounts ask.
extension Ask {
    /// One row for each company that the account is in, or asked to be in: `company`, `legal_name`, `is_administrator`, and of the
    /// company `administrators` and `active_members`, counts.
    package static func companiesLeft(by account: String) -> Ask { Ask("companies left", ["account": .string(account)]) }

    /// One row for each partner's login that begins like this: `login`.
    package static func partnerLogins(like stem: String) -> Ask { Ask("partner logins", ["stem": .string(stem)]) }

    /// What a partner's login may read now (ACC-15): one row for each company that it or a colleague registered, and for its own:
    /// `company`, `legal_name`, `contracts` (a list of identifiers).
    package static func partnerReach(of account: String) -> Ask { Ask("partner reach", ["account": .string(account)]) }
}
