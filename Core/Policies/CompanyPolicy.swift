/// How long requests and invitations of companies wait (ACC-7, ACC-8).
package struct CompanyPolicy: Policy {
    package static let name = "companies"

    /// How long a request to join waits for an administrator, in days (ACC-7).
    package var joinDays: Int64

    package init(joinDays: Int64) {
        self.joinDays = joinDays
    }

    package init(from form: inout Form) {
        joinDays = form.integer("joinDays", "how long a request to join waits for an administrator", in: 1...365)
    }

    package static let cautious = CompanyPolicy(joinDays: 14)
}
