import Core

/// Takes a mail to where it goes. Belongs to the thread of its worker.
protocol MailTransport: AnyObject {
    /// Returns what the other side said when it took the mail. Failures as `Effect.perform`.
    func deliver(_ message: MailMessage, attend: () -> Void) throws(Failure) -> String
}
