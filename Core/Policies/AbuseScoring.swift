/// What a report is worth: points for each rule, by its name.
package struct AbuseScoring: Hashable, Sendable {
    package enum Rule: String, CaseIterable, Sendable {
        /// A person of the desk looked at it and vouches.
        case vouched
        /// A believed host proved the sender's domain.
        case authenticated
        /// It is signed with a key of the policy.
        case signed
        /// Nobody vouches for the reporter.
        case unknown
        /// A believed host says that the sender is not who it claims to be, or the signature is wrong.
        case contradicted
        /// The desk trusts this reporter.
        case trusted
        /// Its closed cases were nearly all right, or too often wrong.
        case precise, imprecise
        /// The report speaks of many incidents.
        case many
        /// It has a message, or another trace, to show.
        case evidence
        /// It has faults.
        case faulty
        /// Another known reporter, and another unknown one.
        case anotherKnown = "another_known"
        case anotherUnknown = "another_unknown"
        /// The case was closed before, or is on probation.
        case recurrence
    }

    package var points: [Rule: Int64] = [:]
    /// What kinds of abuse are worth, besides.
    package var categories: [AbuseCategory: Int64] = [:]
    /// From how many incidents on a report speaks of many.
    package var manyIncidents: Int64 = 10
    /// Unknown reporters count up to this number together.
    package var unknownLimit: Int64 = 3
    /// Judged cases before a reporter's precision counts.
    package var judgedEnough: Int64 = 5
    /// Percent right from which a reporter is precise, and below which imprecise.
    package var precisePercent: Int64 = 90
    package var imprecisePercent: Int64 = 50

    package init() {}

    init(from form: inout Form) {
        points = AbuseScoring.read("points", "what each rule is worth", from: &form)
        categories = AbuseScoring.read("categoryPoints", "what each kind of abuse is worth besides", from: &form)
        manyIncidents = form.integer("manyIncidents", "from how many incidents a report speaks of many", in: 2...1_000_000)
        unknownLimit = form.integer("unknownLimit", "unknown reporters that count together", in: 0...100)
        judgedEnough = form.integer("judgedEnough", "judged cases before a reporter's precision counts", in: 1...1000)
        precisePercent = form.integer("precisePercent", "percent right from which a reporter is precise", in: 0...100)
        imprecisePercent = form.integer("imprecisePercent", "percent right below which it is imprecise", in: 0...100)
    }

    package func worth(_ rule: Rule) -> Int64 { points[rule] ?? 0 }

    private static func read<Name>(_ field: String, _ meaning: String, from form: inout Form) -> [Name: Int64]
    where Name: RawRepresentable & CaseIterable & Hashable & Sendable, Name.RawValue == String {
        let pairs: [(Name?, Int64)] = form.list(field, meaning) { entry in
            let name = entry.text("rule", "the rule's name", limit: 64)
            if Name(rawValue: name) == nil {
                entry.refuse(
                    "rule", "no rule “\(name)”", remedy: "choose from \(Name.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return (Name(rawValue: name), entry.integer("points", "its points", in: -1000...1000))
        }
        return Dictionary(pairs.compactMap { pair in pair.0.map { ($0, pair.1) } }, uniquingKeysWith: { _, last in last })
    }
}
