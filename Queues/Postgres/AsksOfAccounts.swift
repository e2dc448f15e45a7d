/// Questions about people.
extension Asks {
    private static let account = Known(
        "account", asked: "account uuid",
        """
        SELECT asked.n, accounts.state, accounts.email, accounts.locale,
            coalesce(accounts.full_name, accounts.partner_first_name || ' ' || accounts.partner_last_name) AS full_name,
            accounts.partner_login IS NOT NULL AS is_partner, accounts.second_factor, accounts.signed_up_at, accounts.confirmed_at,
            accounts.password_set_at
        FROM asked JOIN accounts ON accounts.id = asked.account
        """)

    private static let partnerLogins = Known(
        "partner logins", asked: "stem text",
        """
        SELECT asked.n, accounts.partner_login AS login
        FROM asked JOIN accounts ON starts_with(accounts.partner_login, asked.stem)
        """)

    /// A rule, asked each time: what a colleague registers later is in the next answer.
    private static let partnerReach = Known(
        "partner reach", asked: "account uuid",
        """
        SELECT asked.n, companies.id AS company, companies.legal_name,
            (
                SELECT coalesce(jsonb_agg(contract ORDER BY contract), '[]') FROM jsonb_object_keys(companies.contacts) AS contract
            ) AS contracts
        FROM asked JOIN accounts AS login ON login.id = asked.account AND login.partner_login IS NOT NULL AND login.state = 'active'
        JOIN companies ON companies.id = login.partner_company OR companies.registrant IN (
            SELECT colleague.id FROM accounts AS colleague WHERE colleague.partner_company = login.partner_company)
        WHERE companies.registration_key IS NOT NULL
        ORDER BY asked.n, companies.id
        """)

    static let ofAccounts = [account, partnerLogins, partnerReach]
}
