package enum Locale: String, CaseIterable, Sendable { case french = "fr", english = "en" }
package struct NotificationLink: Hashable, Sendable { package var purpose: String, tokenId: String, path: String
  package init(purpose: String, tokenId: String, path: String) { self.purpose = purpose; self.tokenId = tokenId; self.path = path } }
package struct MailReceipt: Hashable, Sendable {}
package struct NotificationSend: Message {
    package static let type: EventType = "notification.send"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.notification"
    package static let meaning = "x"
    package init(from form: inout Form) {}
    package static func outgoing(id: String, template: String, locale: Locale, recipient: String, account: String?, link: NotificationLink?, values: Object) -> Outgoing { Outgoing(type: type, data: values) }
}
