/// One line of a score: the rule of the policy, its points, and why it counts here.
package struct ScoreLine: Hashable, Sendable {
    package let rule: String
    package let points: Int64
    package let why: String

    package init(rule: String, points: Int64, why: String) {
        self.rule = rule
        self.points = points
        self.why = why
    }

    package var value: Value { ["rule": .string(rule), "points": .integer(points), "why": .string(why)] }

    package init?(_ value: Value) {
        guard let object = value.object, let rule = object["rule"]?.string, let points = object["points"]?.integer,
            let why = object["why"]?.string
        else { return nil }
        self.init(rule: rule, points: points, why: why)
    }

    package static func all(in value: Value?) -> [ScoreLine] { (value?.array ?? []).compactMap(ScoreLine.init) }
}

extension [ScoreLine] {
    package var total: Int64 { reduce(0) { $0 + $1.points } }
    package var value: Value { .array(map(\.value)) }
}
