/// Questions about the people around a verification.
extension Asks {
    /// Who registered the company.
    private static let registrant = Known(
        "verification registrant", asked: "company uuid",
        """
        SELECT asked.n, accounts.id AS account, accounts.email, accounts.locale
        FROM asked JOIN verifications ON verifications.id = asked.company
        JOIN accounts ON accounts.id = verifications.registrant AND accounts.state = 'active'
        """)

    /// The members of the company, its registrant and who sent its documents, as far as they are the reviewer or share the domain
    /// of the reviewer's address. A reviewer is an account or an address; whoever is neither has no ties that could be known.
    private static let ties = Known(
        "verification ties", asked: "company uuid, account uuid, address text",
        """
        , reviewers AS (
            SELECT asked.n, asked.company, asked.account, coalesce(asked.address, own.email_key) AS email
            FROM asked LEFT JOIN accounts AS own ON own.id = asked.account
        ), people AS (
            SELECT reviewers.n, member.key::uuid AS account
            FROM reviewers JOIN companies ON companies.id = reviewers.company
            CROSS JOIN LATERAL jsonb_each(companies.members) AS member
            WHERE member.value ->> 'state' = 'active'
            UNION
            SELECT reviewers.n, verifications.registrant
            FROM reviewers JOIN verifications ON verifications.id = reviewers.company
            UNION
            SELECT reviewers.n, (document ->> 'by')::uuid
            FROM reviewers JOIN verifications ON verifications.id = reviewers.company
            CROSS JOIN LATERAL jsonb_array_elements(verifications.documents) AS document
            WHERE document ->> 'by' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        )
        SELECT reviewers.n, accounts.id AS account, accounts.email,
            CASE WHEN accounts.id = reviewers.account OR \(mailbox("accounts.email_key")) = \(mailbox("reviewers.email"))
                THEN 'person' ELSE 'domain' END AS tie
        FROM reviewers JOIN people ON people.n = reviewers.n JOIN accounts ON accounts.id = people.account
        WHERE accounts.id = reviewers.account OR \(mailbox("accounts.email_key")) = \(mailbox("reviewers.email"))
            OR split_part(accounts.email_key, '@', 2) = split_part(reviewers.email, '@', 2)
        ORDER BY 1, 4 DESC, 2
        """)

    /// As `PersonName.plain`: a tag makes no other mailbox; of one provider, dots neither.
    private static func mailbox(_ address: String) -> String {
        let (name, host) = ("split_part(split_part(\(address), '@', 1), '+', 1)", "split_part(\(address), '@', 2)")
        return "CASE WHEN \(host) IN ('gmail.com', 'googlemail.com') THEN replace(\(name), '.', '') || '@gmail.com' "
            + "ELSE \(name) || '@' || \(host) END"
    }

    static let ofVerification = [registrant, ties]
}
