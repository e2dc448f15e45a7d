/// What the verification of a company came to (VER-8, VER-14, VER-15).
extension Company {
    package static func stand(
        _ input: StandingChanged, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company, company.registration != nil else { return .reject([unknown]) }
        if circumstances.conflict == "companies_registered_once" {
            return refuse(
                "VER-16", "companyId", "another company was registered under this number since",
                "end that one first, or leave this one as it is")
        }
        let change = StandingChange(input)
        if company.isSame(change) { return .ignore("stands so already") }
        var work = CompanyWork(company, circumstances)
        if !change.standing.isLive {
            // Nobody can be let in any more, so nobody is left to wait.
            for account in company.requesters {
                work.cancelTimer(account)
                work.add(.joinExpired(account: account))
                work.write(.joinExpired, about: account)
            }
        }
        work.add(.standingChanged(change))
        if change.standing == .verified, company.standing != .verified { work.write(.verified, about: nil) }
        return work.decision
    }

    private func isSame(_ change: StandingChange) -> Bool {
        standing == change.standing && verifiedUntil == change.expires && standingReason == change.reason
            && (change.category == nil || category == change.category)
    }
}
