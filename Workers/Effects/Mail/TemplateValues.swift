import Core
import Mustache

/// What a template may ask for. Remembers what was asked in vain: Mustache itself would write nothing there.
final class TemplateValues: MustacheParent {
    private let values: [String: String]
    fileprivate let locale: Locale
    fileprivate let isHTML: Bool
    private(set) var problems: [String] = []
    private(set) var asked: Set<String> = []

    init(_ values: [String: String], locale: Locale, isHTML: Bool) {
        self.values = values
        self.locale = locale
        self.isHTML = isHTML
    }

    func child(named name: String) -> Any? {
        asked.insert(name)
        guard let text = values[name] else {
            note("“\(name)” is missing")
            return nil
        }
        return TemplateText(text: text, name: name, values: self)
    }

    fileprivate func note(_ problem: String) {
        if !problems.contains(problem) { problems.append(problem) }
    }
}

private struct TemplateText: MustacheCustomRenderable, MustacheTransformable, MustacheParent {
    let text: String
    let name: String
    let values: TemplateValues

    var isNull: Bool { false }

    var renderText: String { values.isHTML ? escaped : text }

    func transform(_ transform: String) -> Any? {
        guard transform == "moment" else {
            values.note("“\(transform)” is no transform")
            return nil
        }
        guard let moment = Moment(rfc3339: text) else {
            values.note("“\(name)” is no RFC 3339 instant")
            return nil
        }
        return TemplateText(text: LocalMoment.text(moment, in: values.locale), name: name, values: values)
    }

    /// A text has no parts; Mustache goes on to look for the name among the values.
    func child(named name: String) -> Any? { nil }

    private var escaped: String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
