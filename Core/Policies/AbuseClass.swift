/// Kinds of abuse that are counted together, and what follows from them.
package struct AbuseClass: Hashable, Sendable {
    package var name: String
    package var categories: [AbuseCategory]
    /// Whether a block may follow without a person.
    package var isAutomatic = false
    package var scope = BlockScope.smtp
    /// The score from which a block follows.
    package var blockAt: Int64 = .max
    /// The score from which the holder is told.
    package var noticeAt: Int64 = .max
    /// Known reporters that a block needs, whatever the score: at least one.
    package var knownReporters: Int64 = 1
    /// After so long without a new report an open case that came to nothing is closed.
    package var window: Pause = .days(7)
    /// A case that comes back within this time is the same case, and goes on from its rung.
    package var recurrence: Pause = .days(90)

    package init(name: String, categories: [AbuseCategory]) {
        self.name = name
        self.categories = categories
    }

    init(from form: inout Form) {
        name = form.text("name", "what its cases are called", limit: 40)
        let names = form.texts("categories", "the kinds of abuse in it")
        categories = names.compactMap(AbuseCategory.init)
        if categories.count != names.count {
            form.refuse(
                "categories", "not all of “\(names.joined(separator: ", "))” are kinds of abuse",
                remedy: "choose from \(AbuseCategory.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        isAutomatic = form.flag("automatic", "whether a block may follow without a person", else: false)
        scope = form.choice("scope", "what of the address is blocked", of: BlockScope.self, else: .smtp)
        blockAt = form.integer("blockAt", "the score from which a block follows", in: 1...1_000_000)
        noticeAt = form.integer("noticeAt", "the score from which the holder is told", in: 0...1_000_000)
        knownReporters = form.integer("knownReporters", "known reporters that a block needs", in: 1...100)
        window = .hours(form.integer("windowHours", "reports of this time make one case", in: 1...8760))
        recurrence = .days(form.integer("recurrenceDays", "a case that comes back in this time is reopened", in: 0...3650))
        if isAutomatic, categories.contains(.childAbuse) {
            form.refuse("automatic", "reports of child abuse are never acted on by a machine", remedy: "set automatic: false")
        }
    }
}
