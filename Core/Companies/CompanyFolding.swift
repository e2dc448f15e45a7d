/// What each fact makes of a company.
extension Company {
    package mutating func apply(_ fact: CompanyFact, at moment: Moment) {
        switch fact {
        case .registered(let registration):
            self.registration = registration
            registeredAt = moment
            standingSince = moment
            ownOf = registration.isOwn ? registration.registrant : nil
            members[registration.registrant] = Membership(
                .active, by: .registration, grant: .administrator, since: moment)
        case .joinRequested(let account): members[account] = Membership(.requested, by: .request, since: moment)
        case .joinReminded, .invitationRevoked, .told: break
        case .joinGranted(let account, let grant, _):
            members[account] = Membership(.active, by: .request, grant: grant, since: moment)
        case .joinRefused(let account, _, _): end(account, as: .refused, at: moment)
        case .joinExpired(let account): end(account, as: .expired, at: moment)
        case .memberJoined(let account, let grant, let invitation):
            members[account] = Membership(
                .active, by: .invitation, grant: grant, since: moment, invitation: invitation)
        case .roleAssigned(let account, let grant, _): members[account]?.grant = grant
        case .memberRevoked(let account, _): end(account, as: .revoked, at: moment)
        case .memberLeft(let account): end(account, as: .left, at: moment)
        case .administratorAppointed(let account, _, _):
            members[account] = Membership(.active, by: .appointment, grant: .administrator, since: moment)
        case .standingChanged(let change): stand(change, at: moment)
        case .contactNamed(let contract, let email, let locale, _), .contactChanged(let contract, _, let email, let locale, _):
            contacts[contract] = TechnicalContact(email: email, locale: locale, since: moment)
        }
        orphanedSince = administrators.isEmpty ? orphanedSince ?? moment : nil
    }

    private mutating func stand(_ change: StandingChange, at moment: Moment) {
        standing = change.standing
        standingSince = moment
        standingReason = change.reason
        verifiedUntil = change.expires
        category = change.category ?? category
        if !standing.isLive { ownOf = nil }
    }

    private mutating func end(_ account: String, as state: Membership.State, at moment: Moment) {
        members[account]?.state = state
        members[account]?.since = moment
        if ownOf == account, state != .refused, state != .expired { ownOf = nil }
        let former = members.filter { $0.value.state != .active && $0.value.state != .requested }
        guard former.count > Company.formerKept else { return }
        let oldest = former.min { ($0.value.since, $0.key) < ($1.value.since, $1.key) }
        if let oldest { members[oldest.key] = nil }
    }
}
