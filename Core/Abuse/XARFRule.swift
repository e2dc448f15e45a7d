/// What a value of a XARF document must be. One rule per field, as the published schemas state them.
indirect enum XARFRule: Sendable {
    case text(limit: Int = .max)
    /// A text of one of these shapes.
    case shape(XARFForm)
    case choice([String])
    case integer(ClosedRange<Int64> = Int64.min...Int64.max)
    case number(ClosedRange<Double> = -Double.infinity...Double.infinity)
    case flag
    case list(XARFRule, limit: Int = .max, atLeast: Int = 0)
    case object(XARFShape)
    /// One rule for texts, one for objects: versions differ.
    case either(text: XARFRule, object: XARFShape)

    /// Every way in which the value breaks the rule; `place` names it as a path.
    func problems(of value: Value, at place: String) -> [Reason] {
        switch (self, value) {
        case (.text(let limit), .string(let text)):
            return text.unicodeScalars.count <= limit ? [] : [unfit(place, "is longer than \(limit) characters")]
        case (.shape(let form), .string(let text)):
            return form.holds(for: text) ? [] : [unfit(place, "does not fit")]
        case (.choice(let names), .string(let text)):
            return names.contains(text) ? [] : [unfit(place, "is none of the words known")]
        case (.integer(let range), .integer(let number)):
            return range.contains(number) ? [] : [unfit(place, "is out of range")]
        case (.integer(let range), .number(let number)):
            // `25.0` is an integer to JSON Schema.
            guard let whole = Int64(exactly: number) else { return [unfit(place, "is no integer")] }
            return range.contains(whole) ? [] : [unfit(place, "is out of range")]
        case (.number(let range), .integer(let number)):
            return range.contains(Double(number)) ? [] : [unfit(place, "is out of range")]
        case (.number(let range), .number(let number)):
            return range.contains(number) ? [] : [unfit(place, "is out of range")]
        case (.flag, .bool): return []
        case (.list(let rule, let limit, let least), .array(let values)):
            guard values.count <= limit else { return [unfit(place, "has more than \(limit) items")] }
            guard values.count >= least else { return [unfit(place, "has fewer than \(least) items")] }
            return values.enumerated().flatMap { rule.problems(of: $1, at: "\(place)[\($0)]") }
        case (.object(let shape), .object(let object)), (.either(_, let shape), .object(let object)):
            return shape.problems(of: object, at: place)
        case (.either(let rule, _), .string): return rule.problems(of: value, at: place)
        default: return [unfit(place, "is \(value.kindName)")]
        }
    }

    private func unfit(_ place: String, _ what: String) -> Reason {
        Reason(rule: "ABU-4", field: place, message: "“\(place)” \(what)", remedy: "give \(meaning)")
    }

    private var meaning: String {
        switch self {
        case .text(let limit): limit == .max ? "a text" : "a text of at most \(limit) characters"
        case .shape(let form): form.meaning
        case .choice(let names): "one of \(names.joined(separator: ", "))"
        case .integer(let range): "an integer\(XARFRule.bounds(range.lowerBound, range.upperBound, .min, .max))"
        case .number(let range): "a number\(XARFRule.bounds(range.lowerBound, range.upperBound, -.infinity, .infinity))"
        case .flag: "true or false"
        case .list: "a list as the schema has it"
        case .object, .either: "an object"
        }
    }

    private static func bounds<N: Comparable>(_ low: N, _ high: N, _ lowest: N, _ highest: N) -> String {
        (low > lowest ? " from \(low)" : "") + (high < highest ? " to \(high)" : "")
    }
}

/// What an object must be. Fields it does not name are allowed unless it is closed.
struct XARFShape: Sendable {
    var fields: [String: XARFRule] = [:]
    var required: [String] = []
    var isClosed = false

    init(_ fields: [String: XARFRule], required: [String] = [], isClosed: Bool = false) {
        self.fields = fields
        self.required = required
        self.isClosed = isClosed
    }

    func problems(of object: Object, at place: String = "") -> [Reason] {
        let path = { (name: String) in place.isEmpty ? name : "\(place).\(name)" }
        var problems = required.filter { object[$0] == nil }.map { XARFShape.missing(path($0)) }
        for member in object.members {
            if let rule = fields[member.name] {
                problems += rule.problems(of: member.value, at: path(member.name))
            } else if isClosed {
                problems.append(
                    Reason(
                        rule: "ABU-4", field: place, message: "“\(place)” has a field that the schema does not know",
                        remedy: "leave it out"))
            }
        }
        return problems
    }

    static func missing(_ field: String) -> Reason {
        Reason(rule: "ABU-4", field: field, message: "“\(field)” is missing", remedy: "give it")
    }
}
