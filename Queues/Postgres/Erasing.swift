import Core

/// Takes personal data out of whatever table it is in: the only statement that ever changes a line of the ledger.
enum Erasing {
    static func send(_ erasures: [Erasure], to session: PostgresSession) throws(Failure) {
        if erasures.isEmpty { return }
        let asked = erasures.map { erasure in
            Value.object([
                "subject": .string(erasure.subject), "members": .array(erasure.members.map(Value.string)),
            ])
        }
        var text: [UInt8] = []
        JSONText.append(Value.array(asked), to: &text)
        try session.send(.erase) { $0.value(PlainJSON(text: text)) }
    }
}

extension Statement {
    /// Of the facts keep names, versions, instants and causes their values. A mail is about an account by its `account_id`; its
    /// server's reply may repeat the address. A letter of which nothing is left is dropped.
    fileprivate static let erase = Statement(
        "history:erase",
        """
        WITH asked AS (
            SELECT subject, members, split_part(subject, '/', 1) AS kind, split_part(subject, '/', 2) AS id
            FROM json_to_recordset($1::json) AS asked (subject text, members text[])
        ), mails AS (
            UPDATE notifications SET
                recipient = CASE WHEN recipient IS NULL THEN NULL ELSE '\(Erasure.mark)' END,
                reply = CASE WHEN reply IS NULL THEN NULL ELSE '\(Erasure.mark)' END
            FROM asked WHERE asked.kind = 'account' AND notifications.account_id = asked.id
            RETURNING 'notification/' || notifications.id AS subject
        ), told AS (
            SELECT subject, members FROM asked UNION ALL SELECT subject, ARRAY['recipient', 'reply', 'reason'] FROM mails
        ), ledger AS (
            UPDATE history SET data = (
                SELECT coalesce(
                    json_object_agg(member.key, CASE WHEN member.key = ANY (told.members) AND json_typeof(member.value) = 'string'
                        THEN '"\(Erasure.mark)"'::json ELSE member.value END), '{}')
                FROM json_each(history.data) AS member)
            FROM told WHERE history.subject = told.subject
        ), hashes AS (
            DELETE FROM credentials USING asked WHERE credentials.subject = asked.subject
        )
        UPDATE dead_letters SET body = '', headers = NULL, sealed = false, reason = '\(Erasure.mark)', state = 'dropped',
            state_by = 'guichet', state_at = now()
        FROM asked
        WHERE dead_letters.subject = asked.subject
            OR (NOT dead_letters.sealed AND asked.id <> '' AND position(convert_to(asked.id, 'UTF8') IN dead_letters.body) > 0)
        """)
}
