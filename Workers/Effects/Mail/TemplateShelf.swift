import Core

/// Every template in every language, compiled in. A file in `Templates/` that is missing here fails a test.
enum TemplateShelf {
    static let sources: [(name: String, locale: Locale, bytes: [UInt8])] = [
        ("verify-address", .french, PackageResources.verify_address_fr_mustache),
        ("verify-address", .english, PackageResources.verify_address_en_mustache),
        ("abuse-blocked", .french, PackageResources.abuse_blocked_fr_mustache),
        ("abuse-blocked", .english, PackageResources.abuse_blocked_en_mustache),
        ("abuse-blocked-again", .french, PackageResources.abuse_blocked_again_fr_mustache),
        ("abuse-blocked-again", .english, PackageResources.abuse_blocked_again_en_mustache),
        ("abuse-digest-holder", .french, PackageResources.abuse_digest_holder_fr_mustache),
        ("abuse-digest-holder", .english, PackageResources.abuse_digest_holder_en_mustache),
        ("abuse-digest-desk", .french, PackageResources.abuse_digest_desk_fr_mustache),
        ("abuse-digest-desk", .english, PackageResources.abuse_digest_desk_en_mustache),
        ("abuse-answer-received", .french, PackageResources.abuse_answer_received_fr_mustache),
        ("abuse-answer-received", .english, PackageResources.abuse_answer_received_en_mustache),
        ("abuse-answer-not-ours", .french, PackageResources.abuse_answer_not_ours_fr_mustache),
        ("abuse-answer-not-ours", .english, PackageResources.abuse_answer_not_ours_en_mustache),
        ("abuse-answer-too-old", .french, PackageResources.abuse_answer_too_old_fr_mustache),
        ("abuse-answer-too-old", .english, PackageResources.abuse_answer_too_old_en_mustache),
        ("abuse-answer-attributed", .french, PackageResources.abuse_answer_attributed_fr_mustache),
        ("abuse-answer-attributed", .english, PackageResources.abuse_answer_attributed_en_mustache),
        ("abuse-answer-actioned", .french, PackageResources.abuse_answer_actioned_fr_mustache),
        ("abuse-answer-actioned", .english, PackageResources.abuse_answer_actioned_en_mustache),
        ("abuse-answer-need-more-info", .french, PackageResources.abuse_answer_need_more_info_fr_mustache),
        ("abuse-answer-need-more-info", .english, PackageResources.abuse_answer_need_more_info_en_mustache),
        ("verification-received", .french, PackageResources.verification_received_fr_mustache),
        ("verification-received", .english, PackageResources.verification_received_en_mustache),
        ("verification-info-requested", .french, PackageResources.verification_info_requested_fr_mustache),
        ("verification-info-requested", .english, PackageResources.verification_info_requested_en_mustache),
        ("verification-rejected", .french, PackageResources.verification_rejected_fr_mustache),
        ("verification-rejected", .english, PackageResources.verification_rejected_en_mustache),
        ("verification-closed", .french, PackageResources.verification_closed_fr_mustache),
        ("verification-closed", .english, PackageResources.verification_closed_en_mustache),
        ("verification-withdrawn", .french, PackageResources.verification_withdrawn_fr_mustache),
        ("verification-withdrawn", .english, PackageResources.verification_withdrawn_en_mustache),
        ("verification-reminder", .french, PackageResources.verification_reminder_fr_mustache),
        ("verification-reminder", .english, PackageResources.verification_reminder_en_mustache),
        ("verification-unanswered", .french, PackageResources.verification_unanswered_fr_mustache),
        ("verification-unanswered", .english, PackageResources.verification_unanswered_en_mustache),
        ("verification-expiring", .french, PackageResources.verification_expiring_fr_mustache),
        ("verification-expiring", .english, PackageResources.verification_expiring_en_mustache),
        ("verification-expired", .french, PackageResources.verification_expired_fr_mustache),
        ("verification-expired", .english, PackageResources.verification_expired_en_mustache),
        ("verification-revoked", .french, PackageResources.verification_revoked_fr_mustache),
        ("verification-revoked", .english, PackageResources.verification_revoked_en_mustache),
        ("verification-desk", .french, PackageResources.verification_desk_fr_mustache),
        ("verification-desk", .english, PackageResources.verification_desk_en_mustache),
    ]

    private static let templates = Result { () throws(Failure) -> [String: MailTemplate] in
        var templates: [String: MailTemplate] = [:]
        for source in sources {
            let template = try MailTemplate(
                String(decoding: source.bytes, as: UTF8.self), name: source.name, locale: source.locale)
            templates[template.title] = template
        }
        return templates
    }

    /// `malformed` where nobody wrote this template, `fatal` where one of ours cannot be read.
    static func template(_ name: String, _ locale: Locale) throws(Failure) -> MailTemplate {
        guard let template = try templates.get()["\(name).\(locale.rawValue)"] else {
            throw .malformed(field: "template", message: "there is no template “\(name)” in “\(locale.rawValue)”")
        }
        return template
    }
}
