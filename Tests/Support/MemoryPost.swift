package import Core

/// A mail server that remembers what it was given.
package final class MemoryPost: Effect {
    /// How often each key was performed.
    package private(set) var performed: [String: Int] = [:]
    package private(set) var commands: [NotificationSend] = []
    /// Asked at each try: what goes wrong, if anything.
    package var trouble: () -> Failure? = { nil }
    /// Told before each try.
    package var performing: (String) -> Void = { _ in }

    package init() {}

    package func perform(
        _ command: NotificationSend, key: String, attend: () -> Void
    ) throws(Failure) -> MailReceipt {
        performing(key)
        attend()
        if let trouble = trouble() { throw trouble }
        performed[key, default: 0] += 1
        commands.append(command)
        return MailReceipt(messageId: "\(key)@memory", reply: "250 kept", templateVersion: "1", size: 1)
    }
}
