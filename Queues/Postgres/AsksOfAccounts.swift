/// Questions about people.
extension Asks {
    private static let account = Known(
        "account", asked: "account uuid",
        """
        SELECT asked.n, accounts.state, accounts.email, accounts.locale,
            coalesce(accounts.full_name, accounts.partner_first_name || ' ' || accounts.partner_last_name) AS full_name,
            accounts.partner_login IS NOT NULL AS is_partner, accounts.second_factor
        FROM asked JOIN accounts ON accounts.id = asked.account
        """)

    private static let partnerLogins = Known(
        "partner logins", asked: "stem text",
        """
        SELECT asked.n, accounts.partner_login AS login
        FROM asked JOIN accounts ON starts_with(accounts.partner_login, asked.stem)
        """)

    static let ofAccounts = [account, partnerLogins]
}
