/// What can happen to an account. Tokens and passwords are not in here: a fact is kept for ever.
package enum AccountFact: Fact {
    case signedUp(email: String, locale: Locale, link: VerificationLink)
    case verificationResent(link: VerificationLink)
    case emailConfirmed
    case passwordSet
    case profileCompleted(Profile)
    case profileChanged(Profile)

    package var name: String {
        switch self {
        case .signedUp: "account.signed_up"
        case .verificationResent: "account.verification_resent"
        case .emailConfirmed: "account.email_confirmed"
        case .passwordSet: "account.password_set"
        case .profileCompleted: "account.profile_completed"
        case .profileChanged: "account.profile_changed"
        }
    }

    package var data: Object {
        switch self {
        case .signedUp(let email, let locale, let link):
            ["email": .string(email), "locale": .string(locale.rawValue), "link": .object(link.object)]
        case .verificationResent(let link): ["link": .object(link.object)]
        case .emailConfirmed, .passwordSet: [:]
        case .profileCompleted(let profile), .profileChanged(let profile): profile.object
        }
    }

    package init?(name: String, data: Object) {
        switch name {
        case "account.signed_up":
            guard let email = data["email"]?.string, let locale = data["locale"]?.string.flatMap(Locale.init(rawValue:)),
                let link = data["link"]?.object.flatMap(VerificationLink.init)
            else { return nil }
            self = .signedUp(email: email, locale: locale, link: link)
        case "account.verification_resent":
            guard let link = data["link"]?.object.flatMap(VerificationLink.init) else { return nil }
            self = .verificationResent(link: link)
        case "account.email_confirmed": self = .emailConfirmed
        case "account.password_set": self = .passwordSet
        case "account.profile_completed":
            guard let profile = Profile(data) else { return nil }
            self = .profileCompleted(profile)
        case "account.profile_changed":
            guard let profile = Profile(data) else { return nil }
            self = .profileChanged(profile)
        default: return nil
        }
    }
}

/// The link of one verification mail: the hash of its token and the end of its life.
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
