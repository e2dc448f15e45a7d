package import Core

/// notification.send -> one mail, and the Notification that tells what became of it
package enum SendNotification: Effector {
    /// About a day in all: a mail server that is away for a night is no reason to lose a mail.
    package static let retries = RetryPolicy(attempts: 30, first: .seconds(2), longest: .hours(1))

    package static func reference(of command: NotificationSend) -> Reference { .id(command.notification) }

    package static func key(of command: NotificationSend) -> String { command.notification }

    package static func report(
        _ outcome: EffectOutcome<MailReceipt>, of command: NotificationSend, given notification: Notification?,
        in circumstances: Circumstances
    ) -> Decision<NotificationFact> {
        switch outcome {
        case .observed(let receipt): Notification.accepted(command, as: receipt, given: notification)
        case .failed(let reason): Notification.abandoned(command, because: reason, given: notification)
        }
    }
}
