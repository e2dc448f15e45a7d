/// How a verification is clocked, claimed and renewed (VER-10, VER-15).
package struct VerificationPolicy: Policy {
    package static let name = "verification"

    /// Business days within which a company is verified (VER-10).
    package var businessDays: Int64

    package init(businessDays: Int64) {
        self.businessDays = businessDays
    }

    package init(from form: inout Form) {
        businessDays = form.integer("businessDays", "business days within which a company is verified", in: 1...60)
    }

    package static let cautious = VerificationPolicy(businessDays: 3)
}
