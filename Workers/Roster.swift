package import Core

/// Every event kind somebody here works on: the table of contents of the system.
package enum Roster {
    /// The adapters of the outside world; nil where a process only declares.
    package struct Effects {
        package var mail: (any Effect<NotificationSend, MailReceipt>)?
        package var firewall: (any CollectiveEffect<FirewallSet, WallReceipt>)?

        package init(
            mail: (any Effect<NotificationSend, MailReceipt>)? = nil,
            firewall: (any CollectiveEffect<FirewallSet, WallReceipt>)? = nil
        ) {
            self.mail = mail
            self.firewall = firewall
        }
    }

    /// Made once per worker thread, since adapters belong to one.
    package static func duties(_ effects: Effects = Effects()) -> [Duty] {
        [
            Duty(SignUp.self),
            Duty(ResendVerification.self),
            Duty(ConfirmEmail.self),
            Duty(SetPassword.self),
            Duty(CompleteProfile.self),
            Duty(ChangeProfile.self),
            Duty(SendNotification.self, adapter: effects.mail),

            Duty(GuardRequest.self),
            Duty(GuardOrder.self),
            Duty(WantBlock.self),
            Duty(ReleaseBlock.self),
            Duty(OrderUnblock.self),
            Duty(ObserveBlock.self),
            Duty(ExpireBlock.self),
            Duty(collective: SetFirewall.self, adapter: effects.firewall),
        ]
    }

    /// Queues whose workers decide, perform effects one by one or a batch at a time, or empty what was lost.
    package enum Kind: Sendable {
        case decider, effector, collective, drain
    }

    package static let queues: [(name: QueueName, kind: Kind)] = [
        ("guichet.account", .decider),
        ("guichet.notification", .effector),
        ("guichet.abuse", .decider),
        ("guichet.firewall", .collective),
        (QueueName(Topology.unroutable), .drain),
        (QueueName(Topology.dead), .drain),
    ]
}
