/// How long links, recoveries and requests of accounts live, and what is kept after a deletion (ACC-12, ACC-13, ACC-17).
package struct AccountPolicy: Policy {
    package static let name = "accounts"

    /// How long the link of a recovery lives, in minutes (ACC-12).
    package var recoveryMinutes: Int64
    /// Recoveries of one account in any hour; further ones are passed over in silence.
    package var recoveriesPerHour: Int64
    /// A reset by sales needs self-service tried within so many days (ACC-13).
    package var selfServiceDays: Int64
    /// How long the link of the welcome mail lives after a reset, in hours (ACC-13).
    package var welcomeHours: Int64
    /// How long a deletion waits at least, in days (ACC-17).
    package var coolingOffDays: Int64
    /// When what mails under way left behind of an erased account is taken out, in hours: no mail is tried for longer.
    package var traceHours: Int64
    /// What is kept of a person after a deletion, and how long.
    package var retention: [AccountRetention]

    package init(
        recoveryMinutes: Int64, recoveriesPerHour: Int64 = 3, selfServiceDays: Int64 = 7, welcomeHours: Int64 = 24,
        coolingOffDays: Int64 = 30, traceHours: Int64 = 72, retention: [AccountRetention] = []
    ) {
        self.recoveryMinutes = recoveryMinutes
        self.recoveriesPerHour = recoveriesPerHour
        self.selfServiceDays = selfServiceDays
        self.welcomeHours = welcomeHours
        self.coolingOffDays = coolingOffDays
        self.traceHours = traceHours
        self.retention = retention
    }

    package init(from form: inout Form) {
        recoveryMinutes = form.integer("recoveryMinutes", "how long the link of a recovery lives", in: 1...10_080)
        recoveriesPerHour = form.integer("recoveriesPerHour", "recoveries of one account in any hour", in: 1...100)
        selfServiceDays = form.integer("selfServiceDays", "how old an attempt may be that a reset rests on", in: 1...365)
        welcomeHours = form.integer("welcomeHours", "how long the link of the welcome mail lives", in: 1...720)
        coolingOffDays = form.integer("coolingOffDays", "how long a deletion waits at least", in: 0...365)
        traceHours = form.integer("traceHours", "when what mails under way left behind is taken out", in: 36...720)
        retention = form.list("retention", "what is kept of a person after a deletion, and how long", limit: 50) {
            AccountRetention(from: &$0)
        }
        if Set(retention.map(\.data)).count != AccountRetention.Data.allCases.count {
            form.refuse(
                "retention", "a kind of data is missing",
                remedy: "name each of \(AccountRetention.Data.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    package static let cautious = AccountPolicy(recoveryMinutes: 60)
}

/// What outlives an account behind its tombstone, how long, and for what reason (ACC-17; requirements, section 12, 9).
package struct AccountRetention: Hashable, Sendable {
    package enum Data: String, CaseIterable, Sendable {
        /// Who held which address, and when (NET-8).
        case addresses
        case invoices
        /// Reports and cases of abuse.
        case abuse
        /// The inbox: which events came, and what was refused of them.
        case events
    }

    package let data: Data
    package let days: Int64
    package let basis: String

    package init(data: Data, days: Int64, basis: String) {
        self.data = data
        self.days = days
        self.basis = basis
    }

    init(from form: inout Form) {
        data = form.requiredChoice("data", "the kind of data", of: Data.self, placeholder: .events)
        days = form.integer("days", "how long it is kept after the deletion", in: 0...36_500)
        basis = form.text("basis", "what it is kept for", limit: 500)
    }
}
