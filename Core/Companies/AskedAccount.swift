/// What a decision about a company knows of an account: the answer to `Ask.account`.
struct AskedAccount {
    let id: String
    let state: String
    let email: String
    let locale: Locale
    let name: String
    let isPartner: Bool

    /// Nil where there is no such account.
    init?(_ id: String, in circumstances: Circumstances) {
        guard let row = circumstances.answers[.account(id)]?.first, let state = row["state"]?.string,
            let email = row["email"]?.string
        else { return nil }
        self.id = id
        self.state = state
        self.email = email
        locale = row["locale"]?.string.flatMap(Locale.init) ?? .french
        name = row["full_name"]?.string ?? email
        isPartner = row["is_partner"]?.bool ?? false
    }

    /// Why this account may not act or be let in; empty where it may. Every step that is missing (ACC-2, ACC-20).
    static func problems(of id: String, field: String, in circumstances: Circumstances) -> [Reason] {
        guard let account = AskedAccount(id, in: circumstances) else {
            return [
                Reason(
                    rule: "ACC-2", field: field, message: "nobody signed up for this account",
                    remedy: "first: account.signup.requested")
            ]
        }
        switch account.state {
        case Account.State.active.rawValue: return []
        case Account.State.unverified.rawValue:
            return [
                Reason(
                    rule: "ACC-20", field: field, message: "the address of this account is not confirmed",
                    remedy: "open the link of the mail, or ask for another: account.verification.resend"),
                incomplete(field),
            ]
        case Account.State.verified.rawValue, Account.State.secured.rawValue: return [incomplete(field)]
        default:
            return [
                Reason(
                    rule: "ACC-2", field: field, message: "this account is \(account.state)",
                    remedy: "guichet show account \(id) says why, and what is awaited")
            ]
        }
    }

    private static func incomplete(_ field: String) -> Reason {
        Reason(
            rule: "ACC-2", field: field, message: "this account is not complete: password, then profile",
            remedy: "first: account.password.set and account.profile.completed")
    }
}
