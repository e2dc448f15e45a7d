/// What a reviewer does with the verification of a company: which one, and who it is.
package protocol Review: Message {
    var company: String { get }
    /// The reviewer: an e-mail address or the id of an account, so that colleagues of the company are known; else a name.
    var by: String { get }
}

extension Review {
    package static var producers: [Producer] { [.staff] }
    package static var queue: QueueName { "guichet.verification" }
}

extension Form {
    fileprivate mutating func company() -> String { id("companyId", "the company") }
    /// An address or an account, so that ties with the company can be known (SEC-10).
    fileprivate mutating func reviewer() -> String {
        let by = text("by", "the reviewer: an address or an account", limit: 254, example: "rita@example.org")
        if !by.isEmpty, EmailAddress.normalised(by) == nil, UUIDText.canonical(by) == nil {
            refuse("by", "a reviewer is known by an address or an account", remedy: "give yours alone, without a name beside it")
        }
        return by
    }

    fileprivate mutating func optionalProse(_ name: String, _ meaning: String, limit: Int) -> String? {
        if !isDescribing, source[name]?.isNull ?? true { return nil }
        let text = prose(name, meaning, limit: limit)
        if isDescribing, let last = fields.indices.last { fields[last] = fields[last].asOptional }
        return isDescribing ? nil : text
    }
}

package struct VerificationClaimed: Review {
    package static let type: EventType = "verification.claimed"
    package static let meaning = "A reviewer takes a verification for a while; again prolongs it."

    package let company: String
    package let by: String

    package init(from form: inout Form) {
        company = form.company()
        by = form.reviewer()
    }
}

package struct VerificationReleased: Review {
    package static let type: EventType = "verification.released"
    package static let meaning = "A reviewer gives a claimed verification back."

    package let company: String
    package let by: String

    package init(from form: inout Form) {
        company = form.company()
        by = form.reviewer()
    }
}

package struct VerificationApproved: Review {
    package static let type: EventType = "verification.approved"
    package static let meaning = "A reviewer approves the company, with its category and an end (VER-6, VER-8, VER-15)."

    package let company: String
    package let by: String
    package let category: CompanyType
    package let expires: Moment?

    package init(from form: inout Form) {
        company = form.company()
        by = form.reviewer()
        category = form.requiredChoice(
            "category", "what the staff chose with the customer (VER-6)", of: CompanyType.self, placeholder: .enterprise)
        expires = form.optionalMoment("expires", "until when it holds; the policy says where it is missing")
    }
}

package struct VerificationInfoRequested: Review {
    package static let type: EventType = "verification.info.requested"
    package static let meaning = "Something is asked of the customer; the clock pauses until the answer (VER-10, VER-14)."

    package let company: String
    package let by: String
    package let reason: String
    package let field: String?
    package let message: String?

    package init(from form: inout Form) {
        company = form.company()
        by = form.reviewer()
        reason = form.text("reason", "a code of the list “info” (guichet verify reasons)", limit: 64)
        field = form.optionalText("field", "what it is about: legalName, registrationNumber, document, …", limit: 100)
        message = form.optionalProse("message", "more, for the customer", limit: 4000)
    }
}

package struct VerificationRejected: Review {
    package static let type: EventType = "verification.rejected"
    package static let meaning = "A reviewer rejects the company (VER-14)."

    package let company: String
    package let by: String
    package let reason: String

    package init(from form: inout Form) {
        company = form.company()
        by = form.reviewer()
        reason = form.text("reason", "a code of the list “rejection” (guichet verify reasons)", limit: 64)
    }
}

package struct FraudSuspected: Review {
    package static let type: EventType = "verification.fraud.suspected"
    package static let meaning = "A reviewer suspects fraud; a second one makes it final (VER-3, SEC-10)."

    package let company: String
    package let by: String
    package let reason: String

    package init(from form: inout Form) {
        company = form.company()
        by = form.reviewer()
        reason = form.text("reason", "a code of the list “fraud” (guichet verify reasons)", limit: 64)
    }
}

package struct VerificationRevoked: Review {
    package static let type: EventType = "verification.revoked"
    package static let meaning = "A verification is taken back, by two people: new orders wait (VER-15, SEC-10)."

    package let company: String
    package let by: String
    package let reason: String

    package init(from form: inout Form) {
        company = form.company()
        by = form.reviewer()
        reason = form.text("reason", "a code of the list “revocation” (guichet verify reasons)", limit: 64)
    }
}

/// VER-7: staff may contact the company; what was said is in the log.
package struct ContactNoted: Review {
    package enum Channel: String, CaseIterable, Sendable {
        case phone, mail, meeting, register, other
    }

    package static let type: EventType = "verification.contact.noted"
    package static let meaning = "A line of the contact log of a verification (VER-7)."

    package let company: String
    package let by: String
    package let channel: Channel
    package let text: String

    package init(from form: inout Form) {
        company = form.company()
        by = form.reviewer()
        channel = form.requiredChoice("channel", "how", of: Channel.self, placeholder: .other)
        text = form.prose("text", "what was said or found", limit: 4000)
    }
}
