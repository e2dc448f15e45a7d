/// SEC-1: the app of the second factor was set up. The secret stays with the portal.
package struct TOTPEnrolled: Message {
    package static let type: EventType = "account.totp.enrolled"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning =
        "An app for temporary codes (TOTP, RFC 6238) was set up; its secret stays with the portal (SEC-1)."

    package let account: String
    package let reference: String

    package init(from form: inout Form) {
        account = form.id("accountId", "the account")
        reference = form.secretReference(
            "secretRef", "the name under which the portal's store keeps the secret, never the secret")
    }
}

extension Form {
    /// A name in somebody else's store of secrets. What looks like a secret is refused, and quoted nowhere.
    package mutating func secretReference(_ name: String, _ meaning: String) -> String {
        read(Field(name, .secretReference, meaning), else: "") { SecretReference.isAcceptable($0) ? $0 : nil }
    }
}
