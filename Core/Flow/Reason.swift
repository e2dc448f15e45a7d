/// One rule that forbids an event, as the producer reads it in `refused.<type>`.
package struct Reason: Hashable, Sendable {
    /// Id of the rule (`ACC-2`), or `schema` where the event has not its declared form.
    package let rule: String
    /// The field at fault, where one is.
    package let field: String?
    package let message: String
    /// What to do about it.
    package let remedy: String

    package init(rule: String, field: String? = nil, message: String, remedy: String) {
        self.rule = rule
        self.field = field
        self.message = message
        self.remedy = remedy
    }

    /// The same reason about a field inside another.
    package func within(_ place: String) -> Reason {
        Reason(rule: rule, field: field.map { "\(place).\($0)" } ?? place, message: message, remedy: remedy)
    }

    package var value: Value {
        var object: Object = ["rule": .string(rule)]
        if let field { object["field"] = .string(field) }
        object["message"] = .string(message)
        object["remedy"] = .string(remedy)
        return .object(object)
    }
}
