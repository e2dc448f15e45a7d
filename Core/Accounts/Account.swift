/// A person's account: nothing, then unverified, verified, secured by a password, active with a profile (ACC-2).
package struct Account: Entity {
    package enum State: String, CaseIterable, Sendable {
        case unverified, verified, secured, active
    }

    package static let kind = "account"
    package static let table = "accounts"
    package static let references = ["email_key", "verification_hash"]

    package let id: String
    /// Nil until someone signed up.
    package private(set) var state: State?
    package private(set) var email = ""
    package private(set) var locale = Locale.french
    package private(set) var link: VerificationLink?
    package private(set) var profile: Profile?
    package private(set) var signedUp: Moment?
    package private(set) var confirmed: Moment?
    package private(set) var passwordSet: Moment?

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
        }
    }
}

extension Account {
    package var row: Object {
        [
            "state": .text(state?.rawValue),
            "email": .string(email),
            "email_key": .string(Account.key(of: email)),
            "locale": .string(locale.rawValue),
            "verification_hash": .text(link?.tokenHash),
            "verification_expires": .moment(link?.expires),
            "signed_up_at": .moment(signedUp),
            "confirmed_at": .moment(confirmed),
            "password_set_at": .moment(passwordSet),
            "full_name": .text(profile?.fullName),
            "job_title": .text(profile?.jobTitle),
            "photo": .text(profile?.photo),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: "accounts", id: id, row)
        self.init(id: id)
        state = try columns.choice("state", of: State.self)
        email = try columns.text("email")
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
    }
}
