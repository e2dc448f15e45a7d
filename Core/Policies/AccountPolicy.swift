/// How long links, recoveries and requests of accounts live, and what is kept after a deletion (ACC-12, ACC-13, ACC-17).
package struct AccountPolicy: Policy {
    package static let name = "accounts"

    /// How long the link of a recovery lives, in minutes (ACC-12).
    package var recoveryMinutes: Int64

    package init(recoveryMinutes: Int64) {
        self.recoveryMinutes = recoveryMinutes
    }

    package init(from form: inout Form) {
        recoveryMinutes = form.integer("recoveryMinutes", "how long the link of a recovery lives", in: 1...10_080)
    }

    package static let cautious = AccountPolicy(recoveryMinutes: 60)
}
