import Core

/// Every template in every language, compiled in. A file in `Templates/` that is missing here fails a test.
enum TemplateShelf {
    static let sources: [(name: String, locale: Locale, bytes: [UInt8])] = [
        ("verify-address", .french, PackageResources.verify_address_fr_mustache),
        ("verify-address", .english, PackageResources.verify_address_en_mustache),
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
