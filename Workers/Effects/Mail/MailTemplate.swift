import Core
import Mustache

/// One template in one language: a line for the subject, then the plain text after `--- text`, then HTML after `--- html`.
///
/// All three are Mustache. `{{moment(name)}}` writes an instant for people. What the template asks for must be there.
struct MailTemplate: Sendable {
    /// `verify-address.fr`
    let title: String
    let locale: Locale
    /// A fingerprint of its text (FNV-1a): changes whenever a translator changes a word.
    let version: String
    private let subject: MustacheTemplate
    private let text: MustacheTemplate
    private let html: MustacheTemplate

    /// Throws `fatal` where the parts are missing or are no Mustache.
    init(_ source: String, name: String, locale: Locale) throws(Failure) {
        title = "\(name).\(locale.rawValue)"
        self.locale = locale
        version = String(
            source.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
        let head = source.split(separator: "\n--- text\n", maxSplits: 1)
        let parts = head.count == 2 ? head[1].split(separator: "\n--- html\n", maxSplits: 1) : []
        guard parts.count == 2 else {
            throw .fatal("the template \(title) needs a subject, a line “--- text” and a line “--- html”")
        }
        subject = try MailTemplate.parsed(head[0], of: title)
        text = try MailTemplate.parsed(parts[0], of: title)
        html = try MailTemplate.parsed(parts[1], of: title)
    }

    /// Throws `malformed` naming each value that is missing, unfit, or would break the subject's line.
    func render(_ values: [String: String]) throws(Failure) -> Letter {
        let plain = TemplateValues(values, locale: locale, isHTML: false)
        let marked = TemplateValues(values, locale: locale, isHTML: true)
        let letter = Letter(
            subject: subject.render(plain), text: text.render(plain) + "\n", html: html.render(marked), locale: locale,
            version: version)
        let problems = plain.problems + marked.problems.filter { !plain.problems.contains($0) }
        guard problems.isEmpty else {
            throw .malformed(field: "values", message: "the template \(title): \(problems.joined(separator: "; "))")
        }
        guard !letter.subject.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw .malformed(field: "values", message: "the template \(title): a control character in the subject")
        }
        return letter
    }

    /// The names it asks for, by part.
    var names: [Set<String>] {
        [subject, text, html].map { part in
            let values = TemplateValues([:], locale: locale, isHTML: false)
            _ = part.render(values)
            return values.asked
        }
    }

    /// Escaping is not Mustache's here: it looks at whole characters, and so misses a quote with an accent on it.
    private static func parsed(_ source: Substring, of title: String) throws(Failure) -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + source)
        } catch {
            throw .fatal("the template \(title) is no Mustache: \(error)")
        }
    }
}

/// A template filled in.
struct Letter: Hashable, Sendable {
    let subject: String
    let text: String
    let html: String
    let locale: Locale
    let version: String
}
