/// What single kinds of entities promise, beyond what their tables enforce.
extension AuditCheck {
    static let mailsSettledOnce = AuditCheck(
        "mails-settled-once", "a mail that was sent has one line that says so; one that failed has one, and was not sent",
        """
        SELECT format('notification/%s', mail.id) AS what,
            format('%s: %s lines say sent, %s say failed', mail.state, lines.sent, lines.failed) AS detail
        FROM notifications AS mail CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE name = 'notification.sent') AS sent,
                count(*) FILTER (WHERE name = 'notification.failed') AS failed
            FROM history WHERE subject = 'notification/' || mail.id::text
        ) AS lines
        WHERE CASE mail.state WHEN 'sent' THEN lines.sent <> 1 WHEN 'failed' THEN lines.sent <> 0 OR lines.failed <> 1
            ELSE lines.sent + lines.failed <> 0 END
        ORDER BY mail.id
        """)

    static let oneAccountPerAddress = AuditCheck(
        "one-account-per-address", "no two accounts have one address",
        """
        SELECT lower(email) AS what, format('%s accounts: %s', count(*), string_agg(id::text, ', ' ORDER BY id)) AS detail
        FROM accounts WHERE email IS NOT NULL GROUP BY lower(email) HAVING count(*) > 1 ORDER BY what
        """)

    static let credentialsMatch = AuditCheck(
        "credentials-match", "an account has a password if and only if it is secured or active",
        """
        SELECT coalesce(credential.subject, 'account/' || account.id::text) AS what,
            CASE WHEN account.id IS NULL THEN 'a password of nobody' WHEN credential.subject IS NULL
                THEN format('%s without a password', account.state)
                ELSE format('%s with a password', account.state) END AS detail
        FROM accounts AS account FULL JOIN (
            SELECT subject FROM credentials WHERE kind = 'password' AND starts_with(subject, 'account/')
        ) AS credential ON credential.subject = 'account/' || account.id::text
        WHERE (credential.subject IS NOT NULL) IS DISTINCT FROM (account.state IN ('secured', 'active'))
        ORDER BY what
        """)
}
