/// The fields of XARF 4 `messaging/*`, beyond those of every report.
enum XARFMessaging {
    static let types: [String: XARFShape] = [
        "bulk_messaging": bulkMessaging,
        "spam": spam,
    ]

    private static let bulkMessaging = XARFShape(
        [
            "evidence_source": .choice(["user_complaint", "automated_filter", "reputation_feed", "volume_analysis"]),
            "protocol": .choice(["smtp", "sms", "whatsapp", "telegram", "social_media", "push_notification", "other"]),
            "smtp_from": .shape(.email),
            "subject": .text(limit: 500),
            "sender_name": .text(limit: 200),
            "recipient_count": .integer(100 ... .max),
            "unsubscribe_provided": .flag,
            "opt_in_evidence": .flag,
            "bulk_indicators": .object(
                XARFShape(["high_volume": .flag, "template_based": .flag, "commercial_sender": .flag], isClosed: true)),
        ], required: ["protocol", "recipient_count"])

    private static let spam = XARFShape(
        [
            "evidence_source": .choice([
                "spamtrap", "user_complaint", "automated_filter", "honeypot", "content_analysis", "reputation_feed",
            ]),
            "protocol": .choice([
                "smtp", "sms", "whatsapp", "telegram", "signal", "chat", "social_media", "push_notification", "other",
            ]),
            "smtp_from": .shape(.email),
            "smtp_to": .shape(.email),
            "subject": .text(limit: 500),
            "sender_name": .text(limit: 200),
            "message_id": .text(limit: 200),
            "user_agent": .text(limit: 200),
            "recipient_count": .integer(1 ... .max),
            "language": .shape(.language),
            "spam_indicators": .object(
                XARFShape(
                    ["suspicious_links": .list(.shape(.uri)), "commercial_content": .flag, "bulk_characteristics": .flag],
                    isClosed: true)),
        ], required: ["protocol"])
}
