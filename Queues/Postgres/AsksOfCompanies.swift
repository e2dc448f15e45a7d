/// Questions about companies, the people in them and who is invited.
extension Asks {
    private static let membership = Known(
        "membership", asked: "account uuid, company uuid",
        """
        SELECT asked.n, companies.standing, companies.standing_at, companies.verified_until, companies.orphaned_at,
            companies.legal_name, companies.country, companies.registration_number, companies.company_type,
            companies.registrant, companies.active_members, member.value ->> 'state' AS member_state,
            member.value ->> 'way' AS member_way, (member.value ->> 'since')::timestamptz AS member_since,
            member.value ->> 'role' AS role, member.value -> 'scope' ->> 'kind' AS scope_kind,
            member.value -> 'scope' ->> 'id' AS scope_id
        FROM asked JOIN companies ON companies.id = asked.company
        CROSS JOIN LATERAL (SELECT companies.members -> asked.account::text AS value) AS member
        """)

    private static let administrators = Known(
        "administrators", asked: "company uuid",
        """
        SELECT asked.n, accounts.id AS account, accounts.email, accounts.locale
        FROM asked JOIN companies ON companies.id = asked.company
        CROSS JOIN LATERAL jsonb_each(companies.members) AS member
        JOIN accounts ON accounts.id = member.key::uuid AND accounts.state = 'active'
        WHERE member.value ->> 'state' = 'active' AND member.value ->> 'role' = 'administrator'
        ORDER BY asked.n, accounts.id
        """)

    private static let ownCompany = Known(
        "own company", asked: "account uuid",
        """
        SELECT asked.n, companies.id AS company, companies.legal_name
        FROM asked JOIN companies ON companies.own_of = asked.account
        """)

    private static let personAt = Known(
        "person at", asked: "email_key text, company uuid",
        """
        SELECT asked.n, accounts.id AS account, accounts.locale,
            companies.members -> accounts.id::text ->> 'state' AS member_state
        FROM asked JOIN accounts ON accounts.email_key = asked.email_key
        LEFT JOIN companies ON companies.id = asked.company
        """)

    private static let invitation = Known(
        "invitation", asked: "invitation uuid",
        """
        SELECT asked.n, invitations.state, invitations.email
        FROM asked JOIN invitations ON invitations.id = asked.invitation
        """)

    private static let openInvitations = Known(
        "open invitations", asked: "company uuid",
        """
        SELECT asked.n, count(invitations.id) AS open
        FROM asked LEFT JOIN invitations
            ON invitations.company = asked.company AND invitations.state = 'open' AND invitations.expires_at > now()
        GROUP BY asked.n
        """)

    /// Those that a person is in, or asked to be in: what the end of an account must look at.
    private static let companiesLeft = Known(
        "companies left", asked: "account uuid",
        """
        SELECT asked.n, companies.id AS company, companies.legal_name,
            member.value ->> 'state' = 'active' AND member.value ->> 'role' = 'administrator' AS is_administrator,
            companies.administrators, companies.active_members
        FROM asked JOIN companies ON companies.members ? asked.account::text
        CROSS JOIN LATERAL (SELECT companies.members -> asked.account::text AS value) AS member
        WHERE member.value ->> 'state' IN ('active', 'requested')
        ORDER BY asked.n, companies.id
        """)

    static let ofCompanies = [
        membership, administrators, ownCompany, personAt, invitation, openInvitations, companiesLeft,
    ]
}
