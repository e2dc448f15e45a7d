/// ACC-1: someone asks for an account; nothing else proceeds before the address is confirmed.
package struct SignupRequested: Message {
    package static let type: EventType = "account.signup.requested"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "A person asks for an account; a mail with a single-use link follows (ACC-1)."

    package let account: String
    package let email: String
    package let locale: Locale

    package init(from form: inout Form) {
        account = form.id("accountId", "the account, chosen by the producer so that a retry is recognised")
        email = form.email("email", "the address to confirm")
        locale = form.choice("locale", "the language of the mails", of: Locale.self, else: .french)
    }
}

/// ACC-20: the link is sent again, and the earlier one dies.
package struct VerificationResend: Message {
    package static let type: EventType = "account.verification.resend"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "The verification link is sent again; the earlier link dies (ACC-20)."

    package let email: String

    package init(from form: inout Form) {
        email = form.email("email", "the address given at sign-up")
    }
}

/// ACC-1: the link was clicked.
package struct EmailConfirmed: Message {
    package static let type: EventType = "account.email.confirmed"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "The link of the verification mail was clicked (ACC-1, ACC-20)."

    package let tokenHash: String

    package init(from form: inout Form) {
        tokenHash = form.token("token", "the token of the link")
    }
}

/// ACC-2: a password, which reaches the pipeline as a scrypt hash made at the edge.
package struct PasswordSet: Message {
    package static let type: EventType = "account.password.set"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "The first password, only after the address is confirmed (ACC-2)."

    package let account: String
    package let hash: String

    package init(from form: inout Form) {
        account = form.id("accountId", "the account")
        hash = form.passwordHash("passwordHash", "the password's scrypt hash")
    }
}

/// ACC-3: what makes an account complete.
package struct Profile: Hashable, Sendable {
    package var fullName: String
    package var jobTitle: String
    package var photo: String?

    package init(fullName: String, jobTitle: String, photo: String?) {
        self.fullName = fullName
        self.jobTitle = jobTitle
        self.photo = photo
    }

    init(from form: inout Form) {
        fullName = form.text("fullName", "first and last name (ACC-3)")
        jobTitle = form.text("jobTitle", "job function (ACC-3)")
        photo = form.optionalText("photo", "a document id or URL of a photo", limit: 2000)
    }
}

package struct ProfileCompleted: Message {
    package static let type: EventType = "account.profile.completed"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "Full name and job function complete the account (ACC-3)."

    package let account: String
    package let profile: Profile

    package init(from form: inout Form) {
        account = form.id("accountId", "the account")
        profile = Profile(from: &form)
    }
}

package struct ProfileChanged: Message {
    package static let type: EventType = "account.profile.changed"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "Personal data is changed, at any time after completion (ACC-4)."

    package let account: String
    package let profile: Profile

    package init(from form: inout Form) {
        account = form.id("accountId", "the account")
        profile = Profile(from: &form)
    }
}
