import Core
import Testing

@Suite struct `The standing of a company` {
    private typealias S = CompanySamples

    private func stand(
        _ standing: Standing, category: CompanyType? = nil, expires: Moment? = nil, reason: String? = nil,
        given company: Company?, conflict: String? = nil
    ) -> Decision<CompanyFact> {
        let message = StandingChanged.outgoing(
            company: S.company, standing: standing, category: category, expires: expires, reason: reason, by: "Eve")
        return Company.stand(
            S.read(StandingChanged.self, message.data), given: company, in: S.circumstances(conflict: conflict))
    }

    @Test func `is what its verification came to, with category and end, and administrators are told (VER-6, VER-8)`() {
        let end = S.now.adding(.days(365))
        let decision = stand(.verified, category: .xaas, expires: end, given: S.withTwo())
        #expect(decision.letters == ["company-verified"])
        let company = S.after(decision, S.withTwo())
        #expect(company.standing == .verified && company.verifiedUntil == end && company.type == .xaas)
        #expect(company.registration?.type == .enterprise && company.row["declared_type"] == "enterprise")
        #expect(stand(.verified, category: .xaas, expires: end, given: company).ignored != nil)
        // A renewal is no news of that kind.
        let renewed = stand(.verified, expires: end.adding(.days(365)), given: company)
        #expect(renewed.facts?.count == 1 && renewed.letters == [])
    }

    @Test(arguments: [Standing.expired, .revoked, .rejected, .withdrawn, .fraud])
    func `that is not good is kept, and told by whoever knows the reason (VER-3, VER-15)`(standing: Standing) {
        let decision = stand(standing, reason: "document-expired", given: S.withTwo())
        #expect(decision.letters == [] && decision.mails == [])
        let company = S.after(decision, S.withTwo())
        #expect(company.standing == standing && company.standingReason == "document-expired")
        #expect((company.row["registration_key"] == .null) == (standing == .rejected || standing == .withdrawn))
        #expect(company.activeMembers.count == 2)
    }

    @Test(arguments: [Standing.rejected, .withdrawn])
    func `that is over ends the requests that wait (ACC-7)`(standing: Standing) {
        let decision = stand(standing, given: S.withRequest())
        #expect(decision.facts?.map(\.name) == ["company.join_expired", "company.standing_changed"])
        #expect(decision.letters == ["join-expired"] && decision.consequences?.cancel.count == 1)
    }

    @Test func `does not come back where another was registered under its number since (VER-16)`() {
        let over = S.after(stand(.rejected, given: S.registered()), S.registered())
        #expect(stand(.verified, given: over).facts?.count == 1)
        #expect(stand(.verified, given: over, conflict: "companies_registered_once").refusals == ["VER-16 companyId"])
        #expect(stand(.verified, given: nil).refusals == ["ACC-5 companyId"])
    }
}
