extension Company {
    package var row: Object {
        let registration = registration
        return [
            "legal_name": .text(registration?.legalName), "country": .text(registration?.country),
            "registration_number": .text(registration?.number), "identity": .text(registration?.identity),
            "registration_key": standing.isLive ? .text(registration?.identity) : .null,
            "company_type": .text(type?.rawValue), "declared_type": .text(registration?.type.rawValue),
            "category": .text(category?.rawValue), "distribution_agreement": .text(registration?.agreement),
            "registrant": .text(registration?.registrant), "registered_as_own": .bool(registration?.isOwn ?? false),
            "own_of": .text(ownOf), "registered_at": .moment(registeredAt), "standing": .string(standing.rawValue),
            "standing_at": .moment(standingSince), "standing_reason": .text(standingReason),
            "verified_until": .moment(verifiedUntil), "administrators": .integer(Int64(administrators.count)),
            "active_members": .integer(Int64(activeMembers.count)), "requests": .integer(Int64(requesters.count)),
            "orphaned_at": .moment(orphanedSince),
            "members": .object(Object(members.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value.value) })),
            "contacts": .object(
                Object(contacts.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value.value) })),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: Company.table, id: id, row)
        self.init(id: id)
        registration = Registration(
            legalName: try columns.text("legal_name"), country: try columns.text("country"),
            number: try columns.text("registration_number"), identity: try columns.text("identity"),
            type: try columns.choice("declared_type", of: CompanyType.self),
            agreement: columns.optionalText("distribution_agreement"), registrant: try columns.text("registrant"),
            isOwn: row["registered_as_own"]?.bool ?? false)
        registeredAt = try columns.moment("registered_at")
        standing = try columns.choice("standing", of: Standing.self)
        standingSince = try columns.moment("standing_at")
        standingReason = columns.optionalText("standing_reason")
        if columns.optionalText("category") != nil { category = try columns.choice("category", of: CompanyType.self) }
        verifiedUntil = try columns.optionalMoment("verified_until")
        ownOf = columns.optionalText("own_of")
        orphanedSince = try columns.optionalMoment("orphaned_at")
        for entry in row["members"]?.object?.members ?? [] {
            guard let member = Membership(entry.value) else { throw columns.unreadable("members") }
            members[entry.name] = member
        }
        for entry in row["contacts"]?.object?.members ?? [] {
            guard let contact = TechnicalContact(entry.value) else { throw columns.unreadable("contacts") }
            contacts[entry.name] = contact
        }
    }
}
