extension Account {
    package var row: Object {
        let address = email.isEmpty ? nil : email
        var row: Object = [
            "state": .text(state?.rawValue),
            "email": .text(address),
            "email_key": .text(address.map(Account.key)),
            "locale": .string(locale.rawValue),
            "verification_hash": .text(link?.tokenHash),
            "verification_expires": .moment(link?.expires),
            "signed_up_at": .moment(signedUp),
            "confirmed_at": .moment(confirmed),
            "password_set_at": .moment(passwordSet),
            "full_name": .text(profile?.fullName),
            "job_title": .text(profile?.jobTitle),
            "photo": .text(profile?.photo),
            "recovery_hash": .text(recovery.link?.tokenHash),
            "recovery_expires": .moment(recovery.link?.expires),
            "recovery_used": .bool(recovery.isUsed),
            "recovery_attempts": .integer(recovery.attempts),
            "recovery_last_at": .moment(recovery.last),
            "recovery_recent": .array(recovery.recent.map { .moment($0) }),
            "sessions_valid_from": .moment(sessionsValidFrom),
            "second_factor": .string(secondFactor.name),
            "second_factor_ref": .text(secondFactor.reference),
        ]
        row.members += partnerRow.members + deletionRow.members
        return row
    }

    private var deletionRow: Object {
        [
            "deletion_requested_by": .text(deletion?.by),
            "deletion_requested_at": .moment(deletion?.requested),
            "deletion_due_at": .moment(deletion?.due),
            "deletion_approved_at": .moment(deletion?.approved),
            "deleted_at": .moment(deleted),
            "traces_erased_at": .moment(tracesErased),
        ]
    }

    private var partnerRow: Object {
        [
            "partner_login": .text(partner?.login),
            "partner_company": .text(partner?.company ?? formerlyOf),
            "partner_first_name": .text(partner?.firstName),
            "partner_last_name": .text(partner?.lastName),
            "partner_phone": .text(partner?.phone),
            "partner_option": .text(partner?.option.rawValue),
            "partner_ordered_by": .text(partner?.orderedBy),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: "accounts", id: id, row)
        self.init(id: id)
        state = try columns.choice("state", of: State.self)
        email = state == .deleted ? "" : try columns.text("email")
        locale = try columns.choice("locale", of: Locale.self)
        if let hash = columns.optionalText("verification_hash"),
            let expires = try columns.optionalMoment("verification_expires")
        {
            link = VerificationLink(tokenHash: hash, expires: expires)
        }
        signedUp = try columns.optionalMoment("signed_up_at")
        confirmed = try columns.optionalMoment("confirmed_at")
        passwordSet = try columns.optionalMoment("password_set_at")
        if let name = columns.optionalText("full_name"), let title = columns.optionalText("job_title") {
            profile = Profile(fullName: name, jobTitle: title, photo: columns.optionalText("photo"))
        }
        recovery = try Account.recovery(in: columns, row)
        sessionsValidFrom = try columns.optionalMoment("sessions_valid_from")
        let reference = columns.optionalText("second_factor_ref")
        guard let factor = SecondFactor(name: try columns.text("second_factor"), reference: reference) else {
            throw columns.unreadable("second_factor")
        }
        secondFactor = factor
        partner = try Partner(columns)
        if partner == nil { formerlyOf = columns.optionalText("partner_company") }
        deletion = try Deletion(columns)
        deleted = try columns.optionalMoment("deleted_at")
        tracesErased = try columns.optionalMoment("traces_erased_at")
    }

    private static func recovery(in columns: Columns, _ row: Object) throws(Failure) -> Recovery {
        var recovery = Recovery()
        if let hash = columns.optionalText("recovery_hash") {
            recovery.link = VerificationLink(tokenHash: hash, expires: try columns.moment("recovery_expires"))
        }
        recovery.isUsed = row["recovery_used"]?.bool ?? false
        recovery.attempts = try columns.integer("recovery_attempts")
        recovery.last = try columns.optionalMoment("recovery_last_at")
        let recent = row["recovery_recent"]?.array ?? []
        recovery.recent = recent.compactMap { $0.string.flatMap { Moment(rfc3339: $0) } }
        guard recovery.recent.count == recent.count else { throw columns.unreadable("recovery_recent") }
        return recovery
    }
}

extension Partner {
    /// Nil where the account is no partner's.
    fileprivate init?(_ columns: Columns) throws(Failure) {
        guard let login = columns.optionalText("partner_login") else { return nil }
        self.init(
            PartnerTerms(
                login: login, company: try columns.text("partner_company"),
                firstName: try columns.text("partner_first_name"), lastName: try columns.text("partner_last_name"),
                phone: try columns.text("partner_phone"), wantsCreation: false, by: columns.optionalText("partner_ordered_by")))
        option = try columns.choice("partner_option", of: Option.self)
    }
}

extension Deletion {
    fileprivate init?(_ columns: Columns) throws(Failure) {
        guard let requested = try columns.optionalMoment("deletion_requested_at") else { return nil }
        self.init(
            by: columns.optionalText("deletion_requested_by"), requested: requested,
            due: try columns.moment("deletion_due_at"), approved: try columns.optionalMoment("deletion_approved_at"))
    }
}
