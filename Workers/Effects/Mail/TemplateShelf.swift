import Core

/// Every template in every language, compiled in. A file in `Templates/` that is missing here fails a test.
enum TemplateShelf {
    static let sources: [(name: String, locale: Locale, bytes: [UInt8])] = [
        ("verify-address", .french, PackageResources.verify_address_fr_mustache),
        ("verify-address", .english, PackageResources.verify_address_en_mustache),
        ("company-registered", .french, PackageResources.company_registered_fr_mustache),
        ("company-registered", .english, PackageResources.company_registered_en_mustache),
        ("join-requested", .french, PackageResources.join_requested_fr_mustache),
        ("join-requested", .english, PackageResources.join_requested_en_mustache),
        ("join-reminder", .french, PackageResources.join_reminder_fr_mustache),
        ("join-reminder", .english, PackageResources.join_reminder_en_mustache),
        ("join-received", .french, PackageResources.join_received_fr_mustache),
        ("join-received", .english, PackageResources.join_received_en_mustache),
        ("join-granted", .french, PackageResources.join_granted_fr_mustache),
        ("join-granted", .english, PackageResources.join_granted_en_mustache),
        ("join-refused", .french, PackageResources.join_refused_fr_mustache),
        ("join-refused", .english, PackageResources.join_refused_en_mustache),
        ("join-expired", .french, PackageResources.join_expired_fr_mustache),
        ("join-expired", .english, PackageResources.join_expired_en_mustache),
        ("member-revoked", .french, PackageResources.member_revoked_fr_mustache),
        ("member-revoked", .english, PackageResources.member_revoked_en_mustache),
        ("role-changed", .french, PackageResources.role_changed_fr_mustache),
        ("role-changed", .english, PackageResources.role_changed_en_mustache),
        ("company-verified", .french, PackageResources.company_verified_fr_mustache),
        ("company-verified", .english, PackageResources.company_verified_en_mustache),
        ("invitation", .french, PackageResources.invitation_fr_mustache),
        ("invitation", .english, PackageResources.invitation_en_mustache),
        ("invitation-reminder", .french, PackageResources.invitation_reminder_fr_mustache),
        ("invitation-reminder", .english, PackageResources.invitation_reminder_en_mustache),
        ("contact-connection", .french, PackageResources.contact_connection_fr_mustache),
        ("contact-connection", .english, PackageResources.contact_connection_en_mustache),
        ("contact-removed", .french, PackageResources.contact_removed_fr_mustache),
        ("contact-removed", .english, PackageResources.contact_removed_en_mustache),
        ("password-recovery", .french, PackageResources.password_recovery_fr_mustache),
        ("password-recovery", .english, PackageResources.password_recovery_en_mustache),
        ("identifier-reminder", .french, PackageResources.identifier_reminder_fr_mustache),
        ("identifier-reminder", .english, PackageResources.identifier_reminder_en_mustache),
        ("password-changed", .french, PackageResources.password_changed_fr_mustache),
        ("password-changed", .english, PackageResources.password_changed_en_mustache),
        ("welcome", .french, PackageResources.welcome_fr_mustache),
        ("welcome", .english, PackageResources.welcome_en_mustache),
        ("second-factor-changed", .french, PackageResources.second_factor_changed_fr_mustache),
        ("second-factor-changed", .english, PackageResources.second_factor_changed_en_mustache),
        ("partner-login", .french, PackageResources.partner_login_fr_mustache),
        ("partner-login", .english, PackageResources.partner_login_en_mustache),
        ("partner-login-added", .french, PackageResources.partner_login_added_fr_mustache),
        ("partner-login-added", .english, PackageResources.partner_login_added_en_mustache),
        ("partner-option", .french, PackageResources.partner_option_fr_mustache),
        ("partner-option", .english, PackageResources.partner_option_en_mustache),
        ("deletion-requested", .french, PackageResources.deletion_requested_fr_mustache),
        ("deletion-requested", .english, PackageResources.deletion_requested_en_mustache),
        ("deletion-withdrawn", .french, PackageResources.deletion_withdrawn_fr_mustache),
        ("deletion-withdrawn", .english, PackageResources.deletion_withdrawn_en_mustache),
        ("deletion-done", .french, PackageResources.deletion_done_fr_mustache),
        ("deletion-done", .english, PackageResources.deletion_done_en_mustache),
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
