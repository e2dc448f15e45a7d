/// A certificate for a company; its bytes are in the document store already (VER-1, VER-13, VER-14).
package struct DocumentSubmitted: Message {
    package static let type: EventType = "verification.document.submitted"
    package static let producers: [Producer] = [.portal, .guichet]
    package static let queue: QueueName = "guichet.verification"
    package static let meaning = "A document for the verification of a company; its bytes are in the store already (VER-13)."

    package let company: String
    package let document: AnnouncedDocument
    /// The account that sent it.
    package let by: String?

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        document = form.nested("document", "the document, as its sender describes it") { AnnouncedDocument(from: &$0) }
        by = form.optionalText("by", "the account that sends it")
    }

    package static func outgoing(_ document: AnnouncedDocument, for company: String, by: String?) -> Outgoing {
        var data: Object = ["companyId": .string(company), "document": .object(document.object)]
        if let by { data["by"] = .string(by) }
        return Outgoing(type: type, data: data)
    }
}

/// A document as its sender describes it. What it is, the store says.
package struct AnnouncedDocument: Hashable, Sendable {
    package let id: String
    package let name: String
    package let mediaType: String
    package let size: Int64
    /// In lower-case hexadecimal.
    package let sha256: String
    /// What kind of certificate it is (VER-2).
    package let kind: String?

    package init(from form: inout Form) {
        id = form.id("id", "its id in the document store")
        name = form.text("name", "the file's name", limit: 255)
        mediaType = form.text("mediaType", "what its sender says it is", limit: 100)
        size = form.integer("size", "its bytes", in: 0...1_000_000_000_000)
        sha256 = form.sha256("sha256", "its SHA-256")
        kind = form.optionalText("kind", "what kind of certificate it is (VER-2)", limit: 64)
    }

    package var object: Object {
        var object: Object = [
            "id": .string(id), "name": .string(name), "mediaType": .string(mediaType), "size": .integer(size),
            "sha256": .string(sha256),
        ]
        if let kind { object["kind"] = .string(kind) }
        return object
    }
}

/// What was asked is answered in words, without a document.
package struct VerificationAnswered: Message {
    package static let type: EventType = "verification.answered"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.verification"
    package static let meaning = "The customer answers what staff asked, without a new document."

    package let company: String
    package let by: String
    package let text: String

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        by = form.text("by", "the account that answers")
        text = form.prose("text", "the answer", limit: 10_000)
    }
}

/// The customer no longer wants to be verified.
package struct VerificationWithdrawn: Message {
    package static let type: EventType = "verification.withdrawn"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.verification"
    package static let meaning = "The customer takes the request back (VER-14)."

    package let company: String
    package let by: String

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        by = form.text("by", "the account that takes it back")
    }
}

/// What a verification waited for did not come, or its time has come.
package struct VerificationCameDue: Message {
    package static let type: EventType = "verification.due"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.verification"
    package static let meaning = "A time of a verification has come: a lease, a rung, a reminder, a proposal's end, an expiry."

    package let company: String
    package let due: VerificationDue

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        let what = form.requiredChoice("what", "what has come", of: VerificationDue.What.self, placeholder: .claim)
        let number = form.integer("number", "which rung, reminder or notice; 0 where there is one", in: 0...1_000_000)
        due = VerificationDue(what, number: number, at: form.moment("at", "the time that was set"))
    }

    package static func outgoing(_ company: String, _ due: VerificationDue) -> Outgoing {
        Outgoing(
            type: type,
            data: [
                "companyId": .string(company), "what": .string(due.what.rawValue), "number": .integer(due.number),
                "at": .moment(due.at),
            ])
    }
}

/// What comes due of a verification.
package struct VerificationDue: Hashable, Sendable {
    package enum What: String, CaseIterable, Sendable {
        /// The lease of a claim ends.
        case claim
        /// A share of the target is used; `number` is the percentage.
        case rung
        /// The customer is reminded, or the question closed; `number` counts from 1.
        case customer
        /// A proposal found no second person.
        case proposal
        /// The end of the verification comes near, or is there; `number` is the days left.
        case expiry
    }

    package var what: What
    package var number: Int64
    package var at: Moment

    package init(_ what: What, number: Int64 = 0, at: Moment) {
        self.what = what
        self.number = number
        self.at = at
    }
}
