/// What was forgotten (ACC-12).
package enum RecoveryKind: String, CaseIterable, Sendable {
    case password, identifier
}

/// ACC-12: self-service, on the page of the sign-in.
package struct RecoveryRequested: Message {
    package static let type: EventType = "account.recovery.requested"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning =
        "Somebody forgot the password or the identifier; a mail follows where the address is known, and nothing says whether it is (ACC-12)."

    package let kind: RecoveryKind
    package let email: String

    package init(from form: inout Form) {
        kind = form.requiredChoice("kind", "what was forgotten", of: RecoveryKind.self, placeholder: .password)
        email = form.email("email", "the address that the mail goes to")
    }
}

/// ACC-12, ACC-13: the link of a recovery, or of the welcome mail after a reset, sets a password.
package struct RecoveryCompleted: Message {
    package static let type: EventType = "account.recovery.completed"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning =
        "The link of a recovery, or of the welcome mail after a reset, was opened and a password chosen (ACC-12, ACC-13)."

    package let tokenHash: String
    package let hash: String

    package init(from form: inout Form) {
        tokenHash = form.token("token", "the token of the link")
        hash = form.passwordHash("passwordHash", "the password's scrypt hash")
    }
}

/// Why sales resets an account (ACC-13).
package enum ResetReason: String, CaseIterable, Sendable {
    /// Self-service was tried and did not help.
    case recoveryFailed = "recovery_failed"
    /// Identifier and password are right, and yet the sign-in fails.
    case signInFails = "sign_in_fails"
    /// No recovery brings the device back that shows the codes.
    case secondFactorLost = "second_factor_lost"
    /// The mails of self-service do not arrive.
    case mailsNotReceived = "mails_not_received"
    /// Somebody else has access: nothing is left to them.
    case compromised

    /// It says why the person could not help themselves.
    package var standsForSelfService: Bool { self != .recoveryFailed && self != .signInFails }
}

/// ACC-13: the last resort, after self-service.
package struct ResetOrdered: Message {
    package static let type: EventType = "account.reset.ordered"
    package static let producers: [Producer] = [.sales]
    package static let queue: QueueName = "guichet.account"
    package static let meaning =
        "Sales resets an account: credential, second factor and sessions end, and a new welcome mail gives access again (ACC-13)."

    package let account: String
    package let reason: ResetReason
    package let by: String

    package init(from form: inout Form) {
        account = form.id("accountId", "the account")
        reason = form.requiredChoice("reason", "why self-service does not do", of: ResetReason.self, placeholder: .compromised)
        by = form.text("by", "who orders it")
    }
}
