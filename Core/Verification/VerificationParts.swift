/// Who has the verification in hand, and until when (VER-7).
package struct VerificationClaim: Hashable, Sendable {
    package let by: String
    package let until: Moment

    package init(by: String, until: Moment) {
        self.by = by
        self.until = until
    }

    package func runs(at now: Moment) -> Bool { now < until }
}

/// What was asked of the customer.
package struct VerificationQuestion: Hashable, Sendable {
    package let by: String
    /// A code of the list `info`.
    package let reason: String
    package let field: String?
    /// The document that keeps the words of the reviewer.
    package let message: String?

    package init(by: String, reason: String, field: String?, message: String?) {
        self.by = by
        self.reason = reason
        self.field = field
        self.message = message
    }

    package var object: Object {
        ["by": .string(by), "reason": .string(reason), "field": .text(field), "message": .text(message)]
    }

    package init?(_ data: Object) {
        guard let by = data["by"]?.string, let reason = data["reason"]?.string else { return nil }
        self.init(by: by, reason: reason, field: data["field"]?.string, message: data["message"]?.string)
    }
}

/// A decision that waits for its second person (SEC-10).
package struct VerificationProposal: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// In spite of an inspection or a suspicion.
        case approval
        case fraud, revocation
    }

    package let kind: Kind
    package let by: String
    /// The AMQP account it came from.
    package let actor: String?
    package let until: Moment
    /// A code of the list of its kind.
    package let reason: String?
    package let category: CompanyType?
    package let expires: Moment?
    /// Why one person is not enough.
    package let doubts: [String]

    package init(
        _ kind: Kind, by: String, actor: String?, until: Moment, reason: String? = nil, category: CompanyType? = nil,
        expires: Moment? = nil, doubts: [String] = []
    ) {
        self.kind = kind
        self.by = by
        self.actor = actor
        self.until = until
        self.reason = reason
        self.category = category
        self.expires = expires
        self.doubts = doubts
    }

    package var object: Object {
        [
            "kind": .string(kind.rawValue), "by": .string(by), "actor": .text(actor), "until": .moment(until),
            "reason": .text(reason), "category": .text(category?.rawValue), "expires": .moment(expires),
            "doubts": .array(doubts.map(Value.string)),
        ]
    }

    package init?(_ data: Object) {
        guard let kind = data["kind"]?.string.flatMap(Kind.init), let by = data["by"]?.string,
            let until = data["until"]?.string.flatMap({ Moment(rfc3339: $0) })
        else { return nil }
        self.init(
            kind, by: by, actor: data["actor"]?.string, until: until, reason: data["reason"]?.string,
            category: data["category"]?.string.flatMap(CompanyType.init),
            expires: data["expires"]?.string.flatMap { Moment(rfc3339: $0) },
            doubts: (data["doubts"]?.array ?? []).compactMap(\.string))
    }
}

/// How a round ended, and by whom.
package struct VerificationOutcome: Hashable, Sendable {
    package enum Result: String, CaseIterable, Sendable {
        case approved, rejected, fraud, revoked, withdrawn
        /// Its certificate ran out.
        case expired
        /// The customer owed an answer and gave none.
        case unanswered
    }

    package let result: Result
    /// Who decided; nil: a time that came.
    package let by: String?
    /// The second person, where it took two.
    package let second: String?
    package let reason: String?

    package init(_ result: Result, by: String? = nil, second: String? = nil, reason: String? = nil) {
        self.result = result
        self.by = by
        self.second = second
        self.reason = reason
    }

    package var object: Object {
        [
            "result": .string(result.rawValue), "by": .text(by), "second": .text(second), "reason": .text(reason),
        ]
    }

    package init?(_ data: Object) {
        guard let result = data["result"]?.string.flatMap(Result.init) else { return nil }
        self.init(result, by: data["by"]?.string, second: data["second"]?.string, reason: data["reason"]?.string)
    }
}

/// A line of the contact log (VER-7). What was said lies among the documents, which can be forgotten.
package struct VerificationContact: Hashable, Sendable {
    package let at: Moment
    package let by: String
    package let channel: String
    package let document: String

    package init(at: Moment, by: String, channel: String, document: String) {
        self.at = at
        self.by = by
        self.channel = channel
        self.document = document
    }

    package var object: Object {
        [
            "at": .moment(at), "by": .string(by), "channel": .string(channel), "document": .string(document),
        ]
    }

    package init?(_ data: Object) {
        guard let at = data["at"]?.string.flatMap({ Moment(rfc3339: $0) }), let by = data["by"]?.string,
            let channel = data["channel"]?.string, let document = data["document"]?.string
        else { return nil }
        self.init(at: at, by: by, channel: channel, document: document)
    }
}
