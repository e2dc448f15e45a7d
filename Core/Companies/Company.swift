/// A legal person that is our customer: who it is, what its verification came to, and who may act for it.
///
/// Its members are in its own row, so that what must hold of all of them together (the last administrator stays) is decided
/// under one lock.
package struct Company: Entity {
    package static let kind = "company"
    package static let table = "companies"
    package static let references = ["registration_key"]
    /// Members who left, and requests that came to nothing, are kept up to this number, the newest of them.
    static let formerKept = 200

    package let id: String
    /// Nil until it was registered.
    package internal(set) var registration: Registration?
    package internal(set) var registeredAt: Moment?
    package internal(set) var standing = Standing.pending
    package internal(set) var standingSince: Moment?
    package internal(set) var standingReason: String?
    /// What staff chose with the customer (VER-6).
    package internal(set) var category: CompanyType?
    package internal(set) var verifiedUntil: Moment?
    /// Whose one company of his own it is (ACC-10); nobody's once that person left it, or it is no longer live.
    package internal(set) var ownOf: String?
    /// By account.
    package internal(set) var members: [String: Membership] = [:]
    /// By contract.
    package internal(set) var contacts: [String: TechnicalContact] = [:]
    /// Since when it has no administrator: the sales administration must appoint one.
    package internal(set) var orphanedSince: Moment?

    package init(id: String) {
        self.id = id
    }

    /// What it does, by the latest word on it.
    package var type: CompanyType? { category ?? registration?.type }

    package var administrators: [String] { members.filter { $0.value.isAdministrator }.keys.sorted() }

    package var activeMembers: [String] { members.filter { $0.value.state == .active }.keys.sorted() }

    /// Accounts whose request waits for an administrator.
    package var requesters: [String] { members.filter { $0.value.state == .requested }.keys.sorted() }

    package func isAdministrator(_ account: String) -> Bool { members[account]?.isAdministrator ?? false }
}
