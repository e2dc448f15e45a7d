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
