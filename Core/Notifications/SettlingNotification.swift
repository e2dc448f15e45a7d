/// From the outcome of a mail to its fact. A mail that was sent stays sent; one that failed may be sent by a later try.
extension Notification {
    package static func accepted(
        _ command: NotificationSend, as receipt: MailReceipt, given notification: Notification?
    ) -> Decision<NotificationFact> {
        if notification?.state == .sent { return .ignore("already sent") }
        return .record([.sent(Posting(command), receipt)])
    }

    package static func abandoned(
        _ command: NotificationSend, because reason: String, given notification: Notification?
    ) -> Decision<NotificationFact> {
        switch notification?.state {
        case .sent: .ignore("already sent")
        case .failed: .ignore("already failed")
        case .queued, nil: .record([.failed(Posting(command), reason: reason)])
        }
    }
}
