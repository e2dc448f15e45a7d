/// What can happen to an account. Tokens and passwords are not in here: a fact is kept for ever.
package enum AccountFact: Fact {
    case signedUp(email: String, locale: Locale, link: VerificationLink)
    case verificationResent(link: VerificationLink)
    case emailConfirmed
    case passwordSet
    case profileCompleted(Profile)
    case profileChanged(Profile)
    /// No link where the mail carried none that gives access.
    case recoveryRequested(RecoveryKind, link: VerificationLink?)
    case passwordRecovered
    case reset(ResetReason, by: String, link: VerificationLink)
    case secondFactorEnrolled(reference: String)
    case partnerOrdered(PartnerTerms)
    case partnerOptionOrdered(by: String)
    case partnerOptionAnswered(by: String, PartnerAnswer)
    case deletionRequested(by: String, words: String?, due: Moment)
    case deletionApproved(by: String)
    case deletionWithdrawn(by: String)
    case erased
    /// What mails under way at the deletion had left behind is gone as well.
    case tracesErased

    /// Members of the data that tell of the person: an erasure takes them out.
    package static let personal = [
        "email", "fullName", "jobTitle", "photo", "secretRef", "firstName", "lastName", "phone", "login", "requestedBy",
        "words",
    ]

    package var name: String {
        switch self {
        case .signedUp: "account.signed_up"
        case .verificationResent: "account.verification_resent"
        case .emailConfirmed: "account.email_confirmed"
        case .passwordSet: "account.password_set"
        case .profileCompleted: "account.profile_completed"
        case .profileChanged: "account.profile_changed"
        case .recoveryRequested: "account.recovery_requested"
        case .passwordRecovered: "account.password_recovered"
        case .reset: "account.reset"
        case .secondFactorEnrolled: "account.second_factor_enrolled"
        case .partnerOrdered: "account.partner_ordered"
        case .partnerOptionOrdered: "account.partner_option_ordered"
        case .partnerOptionAnswered: "account.partner_option_answered"
        case .deletionRequested: "account.deletion_requested"
        case .deletionApproved: "account.deletion_approved"
        case .deletionWithdrawn: "account.deletion_withdrawn"
        case .erased: "account.erased"
        case .tracesErased: "account.traces_erased"
        }
    }

    package var data: Object {
        switch self {
        case .signedUp(let email, let locale, let link):
            ["email": .string(email), "locale": .string(locale.rawValue), "link": .object(link.object)]
        case .verificationResent(let link): ["link": .object(link.object)]
        case .emailConfirmed, .passwordSet, .passwordRecovered, .erased, .tracesErased: [:]
        case .profileCompleted(let profile), .profileChanged(let profile): profile.object
        case .recoveryRequested(let kind, let link):
            ["kind": .string(kind.rawValue), "link": link.map { .object($0.object) } ?? .null]
        case .reset(let reason, let by, let link):
            ["reason": .string(reason.rawValue), "by": .string(by), "link": .object(link.object)]
        case .secondFactorEnrolled(let reference): ["secretRef": .string(reference)]
        case .partnerOrdered(let terms): terms.object
        case .partnerOptionOrdered(let by): ["by": .string(by)]
        case .partnerOptionAnswered(let by, let answer): ["by": .string(by), "option": .string(answer.rawValue)]
        case .deletionRequested(let by, let words, let due):
            ["requestedBy": .string(by), "words": .text(words), "due": .moment(due)]
        case .deletionApproved(let by): ["by": .string(by)]
        case .deletionWithdrawn(let by): ["requestedBy": .string(by)]
        }
    }
}

/// The link of one mail: its bearer reads the mailbox. The hash of its token, and the end of its life.
package struct VerificationLink: Hashable, Sendable {
    package let tokenHash: String
    package let expires: Moment

    package init(tokenHash: String, expires: Moment) {
        self.tokenHash = tokenHash
        self.expires = expires
    }

    var object: Object { ["tokenHash": .string(tokenHash), "expires": .moment(expires)] }

    init?(_ object: Object) {
        guard let hash = object["tokenHash"]?.string,
            let expires = object["expires"]?.string.flatMap({ Moment(rfc3339: $0) })
        else { return nil }
        self.init(tokenHash: hash, expires: expires)
    }
}

extension Profile {
    var object: Object {
        ["fullName": .string(fullName), "jobTitle": .string(jobTitle), "photo": .text(photo)]
    }

    init?(_ object: Object) {
        guard let name = object["fullName"]?.string, let title = object["jobTitle"]?.string else { return nil }
        self.init(fullName: name, jobTitle: title, photo: object["photo"]?.string)
    }
}
