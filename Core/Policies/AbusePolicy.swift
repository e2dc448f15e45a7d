/// When reports count, and what follows from them (ABU-7).
package struct AbusePolicy: Policy {
    package enum Mode: String, CaseIterable, Sendable {
        /// Says what it would have done, and does nothing.
        case shadow
        case enforce
    }

    package static let name = "abuse"

    package var mode: Mode

    package init(mode: Mode) {
        self.mode = mode
    }

    package init(from form: inout Form) {
        mode = form.choice("mode", "whether anything follows by itself", of: Mode.self, else: .shadow)
    }

    package static let cautious = AbusePolicy(mode: .shadow)
}
