import Core
import Queues

/// All that is known of one event: who decided it and what came of that, or where it waits.
struct TraceStory {
    /// One queue's decision and its consequences.
    struct Decided {
        let claim: ClaimRecord
        let lines: [LedgerLine]
        let mail: Mail?
    }

    /// A mail the decision caused, as far as it has come.
    struct Mail {
        let notification: String
        let lines: [LedgerLine]
        /// The inbox's word on the command that asked for it.
        let claim: ClaimRecord?
        let waiting: [WaitingMessage]
        let letters: [DeadLetterRecord]

        var isKnown: Bool { !lines.isEmpty || !waiting.isEmpty || !letters.isEmpty }
    }

    enum Fate: String {
        case decided, dead, waiting, unpublished, retried, dropped, unknown
    }

    let id: String
    let decided: [Decided]
    let waiting: [WaitingMessage]
    /// The event itself, committed by the pipeline and not published yet.
    let outgoing: [OutgoingMessage]
    let letters: [DeadLetterRecord]
    /// What it caused, and is not published yet, or not due.
    let caused: [OutgoingMessage]

    var fate: Fate {
        if !decided.isEmpty { return .decided }
        if letters.contains(where: { $0.state == "open" }) { return .dead }
        if !waiting.isEmpty { return .waiting }
        if !outgoing.isEmpty { return .unpublished }
        guard let letter = letters.last else { return .unknown }
        return letter.state == "dropped" ? .dropped : .retried
    }

    init(of id: String, at desk: OperatorDesk) throws(Failure) {
        self.id = id
        var decided: [Decided] = []
        for claim in try desk.claims(ofEvent: id) {
            let lines = try desk.lines(under: claim)
            decided.append(Decided(claim: claim, lines: lines, mail: try Self.mail(causedBy: claim, lines, at: desk)))
        }
        self.decided = decided
        waiting = try desk.waiting(ofEvent: id)
        outgoing = try desk.outgoing(ofEvent: id)
        letters = try desk.letters(ofEvent: id)
        caused = try desk.outgoing(causedBy: id)
    }

    /// One level down. The id of a mail is derived from its cause, so it is known before the mail is.
    private static func mail(
        causedBy claim: ClaimRecord, _ lines: [LedgerLine], at desk: OperatorDesk
    ) throws(Failure) -> Mail? {
        guard let subject = lines.first?.subject else { return nil }
        let circumstances = Circumstances(
            now: claim.handledAt, cause: "\(claim.source) \(claim.id)", digest: { Digest(of: $0).text },
            tokenHash: { _, _ in "" })
        let id = circumstances.derivedId("mail")
        let timeline = try desk.timeline(of: "\(Notification.kind)/\(id)")
        let mail = Mail(
            notification: id, lines: timeline, claim: try timeline.last.flatMap(desk.claim),
            waiting: try desk.waiting(about: subject, on: NotificationSend.queue, naming: id),
            letters: try desk.letters(about: subject, on: NotificationSend.queue, naming: id))
        return mail.isKnown ? mail : nil
    }
}
