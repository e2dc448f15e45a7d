extension Verification {
    package var row: Object {
        [
            "legal_name": .text(opening?.legalName), "country": .text(opening?.country),
            "registration_number": .text(opening?.registrationNumber), "company_type": .text(opening?.companyType.rawValue),
            "registrant": .text(opening?.registrant), "opened_at": .moment(opening?.openedAt),
            "stage": .string(stage.rawValue), "standing": .string(standing.rawValue),
            "held_standing": .text(heldStanding?.rawValue), "suspected": .bool(isSuspected),
            "documents": .array(documents.map { .object($0.object) }),
            "round": round.map { .integer($0.number) } ?? .null, "clock": round.map { .object($0.object) } ?? .null,
            "claimed_by": .text(claim?.by), "claimed_until": .moment(claim?.until),
            "question": question.map { .object($0.object) } ?? .null,
            "proposal": proposal.map { .object($0.object) } ?? .null,
            "proposed_by": .text(proposal?.by), "outcome": outcome.map { .object($0.object) } ?? .null,
            "category": .text(category?.rawValue), "expires_at": .moment(expires),
            "customer_due": customerDue.map { .object($0.object) } ?? .null,
            "expiry_due": expiryDue.map { .object($0.object) } ?? .null,
            "contacts": .array(contacts.map { .object($0.object) }),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: Verification.table, id: id, row)
        self.init(id: id)
        var opening: Object = [:]
        for (name, column) in [
            ("legalName", "legal_name"), ("country", "country"), ("registrationNumber", "registration_number"),
            ("companyType", "company_type"), ("registrant", "registrant"),
        ] { opening[name] = .string(try columns.text(column)) }
        opening["openedAt"] = .moment(try columns.moment("opened_at"))
        self.opening = try Verification.read("company_type", columns) { VerificationOpening(opening) }
        stage = try columns.choice("stage", of: Stage.self)
        standing = try columns.choice("standing", of: Standing.self)
        if columns.optionalText("held_standing") != nil {
            heldStanding = try columns.choice("held_standing", of: Standing.self)
        }
        isSuspected = row["suspected"]?.bool ?? false
        documents = try Verification.list("documents", row, columns, VerificationDocument.init)
        round = try Verification.optional("clock", row, columns, VerificationRound.init)
        if let by = columns.optionalText("claimed_by") {
            claim = VerificationClaim(by: by, until: try columns.moment("claimed_until"))
        }
        question = try Verification.optional("question", row, columns, VerificationQuestion.init)
        proposal = try Verification.optional("proposal", row, columns, VerificationProposal.init)
        outcome = try Verification.optional("outcome", row, columns, VerificationOutcome.init)
        if columns.optionalText("category") != nil { category = try columns.choice("category", of: CompanyType.self) }
        expires = try columns.optionalMoment("expires_at")
        customerDue = try Verification.optional("customer_due", row, columns, VerificationDue.init)
        expiryDue = try Verification.optional("expiry_due", row, columns, VerificationDue.init)
        contacts = try Verification.list("contacts", row, columns, VerificationContact.init)
    }

    private static func read<Part>(_ column: String, _ columns: Columns, _ part: () -> Part?) throws(Failure) -> Part {
        guard let part = part() else { throw columns.unreadable(column) }
        return part
    }

    /// Null where there is none.
    private static func optional<Part>(
        _ column: String, _ row: Object, _ columns: Columns, _ part: (Object) -> Part?
    ) throws(Failure) -> Part? {
        guard let value = row[column], !value.isNull else { return nil }
        return try read(column, columns) { value.object.flatMap(part) }
    }

    private static func list<Part>(
        _ column: String, _ row: Object, _ columns: Columns, _ part: (Object) -> Part?
    ) throws(Failure) -> [Part] {
        let values = row[column]?.array ?? []
        return try read(column, columns) {
            let parts = values.compactMap { $0.object.flatMap(part) }
            return parts.count == values.count ? parts : nil
        }
    }
}
