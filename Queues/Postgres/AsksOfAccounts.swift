/// Questions about people.
extension Asks {
    private static let account = Known(
        "account", asked: "account uuid",
        """
        SELECT asked.n, accounts.state, accounts.email, accounts.locale, accounts.full_name, false AS is_partner
        FROM asked JOIN accounts ON accounts.id = asked.account
        """)

    static let ofAccounts = [account]
}
