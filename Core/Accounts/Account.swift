/// A person's account: nothing, then unverified, verified, secured by a password, active with a profile (ACC-2); locked by a
/// reset until the person is back (ACC-13); at last a tombstone (ACC-17).
package struct Account: Entity {
    package enum State: String, CaseIterable, Sendable {
        case unverified, verified, secured, active
        /// No credential until the link of the welcome mail is used.
        case locked
        /// Nothing personal is left.
        case deleted
    }

    package static let kind = "account"
    package static let table = "accounts"
    package static let references = ["email_key", "verification_hash", "recovery_hash"]

    package let id: String
    /// Nil until someone signed up.
    package internal(set) var state: State?
    /// Empty on a tombstone.
    package internal(set) var email = ""
    package internal(set) var locale = Locale.french
    package internal(set) var link: VerificationLink?
    package internal(set) var profile: Profile?
    package internal(set) var signedUp: Moment?
    package internal(set) var confirmed: Moment?
    package internal(set) var passwordSet: Moment?
    package internal(set) var recovery = Recovery()
    /// Sessions of the portal that began earlier are over.
    package internal(set) var sessionsValidFrom: Moment?
    package internal(set) var secondFactor = SecondFactor.none
    package internal(set) var partner: Partner?
    /// Of a tombstone: what it registered stays the partner's (ACC-15).
    package internal(set) var formerlyOf: String?
    package internal(set) var deletion: Deletion?
    package internal(set) var deleted: Moment?
    /// When what mails under way had left behind was taken out as well.
    package internal(set) var tracesErased: Moment?

    package init(id: String) {
        self.id = id
    }

    /// What two spellings of one mailbox have in common; at most one account has it, by constraint.
    package static func key(of email: String) -> String { email.lowercased() }

    package mutating func apply(_ fact: AccountFact, at moment: Moment) {
        switch fact {
        case .signedUp(let email, let locale, let link):
            state = .unverified
            self.email = email
            self.locale = locale
            self.link = link
            signedUp = moment
        case .verificationResent(let link):
            self.link = link
        case .emailConfirmed:
            state = .verified
            confirmed = moment
        case .passwordSet:
            state = .secured
            passwordSet = moment
        case .profileCompleted(let profile):
            state = .active
            self.profile = profile
        case .profileChanged(let profile):
            self.profile = profile
        case .recoveryRequested(_, let link):
            recovery.note(link, at: moment)
        case .passwordRecovered:
            state = profile == nil ? .secured : .active
            passwordSet = moment
            sessionsValidFrom = moment
            recovery.isUsed = true
        case .reset(_, _, let link):
            state = .locked
            sessionsValidFrom = moment
            recovery.open(link)
            secondFactor.revoke()
        case .secondFactorEnrolled(let reference):
            secondFactor = .enrolled(reference: reference)
        case .partnerOrdered(let order):
            partner = Partner(order)
        case .partnerOptionOrdered(let by):
            partner?.propose(by: by)
        case .partnerOptionAnswered(_, let option):
            partner?.option = option == .yes ? .granted : .declined
        case .deletionRequested(let by, _, let due):
            deletion = Deletion(by: by, requested: moment, due: due)
        case .deletionApproved:
            deletion?.approved = moment
        case .deletionWithdrawn:
            deletion = nil
        case .erased:
            self = tombstone(at: moment)
        case .tracesErased:
            tracesErased = moment
        }
    }

    /// Of what was, the id, the states and the instants stay: the history of addresses, invoices and evidence refer to it.
    private func tombstone(at moment: Moment) -> Account {
        var stone = Account(id: id)
        stone.state = .deleted
        stone.locale = locale
        (stone.signedUp, stone.confirmed, stone.passwordSet) = (signedUp, confirmed, passwordSet)
        stone.recovery = recovery.forgotten
        stone.sessionsValidFrom = moment
        stone.secondFactor = secondFactor
        stone.secondFactor.revoke()
        stone.formerlyOf = partner?.company
        stone.deletion = deletion
        stone.deletion?.by = nil
        stone.deleted = moment
        return stone
    }
}
