import Core

/// How a verification stands at an instant: its clock, who has it, what speaks against it, and what comes next.
struct VerifyOutlook {
    let verification: Verification
    let reading: ClockReading?
    let now: Moment

    init(_ verification: Verification, under policies: Policies, at now: Moment) {
        self.verification = verification
        self.now = now
        reading = verification.round?.reading(at: now, policies)
    }

    var claim: VerificationClaim? { verification.claim.flatMap { $0.runs(at: now) ? $0 : nil } }

    /// The customer owes something, so the staff's time stands still.
    var isPaused: Bool { verification.stage == .awaitingDocument || verification.stage == .needsInfo }

    /// `2 d 3 h left`, `4 h late`
    var left: String {
        guard let remaining = reading?.remaining else { return "-" }
        return remaining < .zero
            ? "\(Span.text(Pause(microseconds: -remaining.microseconds))) late" : "\(Span.text(remaining)) left"
    }

    var due: Moment? { reading?.due }

    /// The worst that inspections said of what an approval would rest on.
    var inspection: String {
        let current = verification.current
        if current.isEmpty { return "-" }
        let words = current.map { $0.inspection?.verdict.rawValue ?? "waiting" }
        return words.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: ", ")
    }

    var alarms: [String] { verification.current.flatMap { $0.inspection?.alarms ?? [] } }

    /// Who is awaited, and for what.
    var next: String {
        if let proposal = verification.proposal {
            return "a second person for \(proposal.kind.rawValue), proposed by \(proposal.by), until \(proposal.until)"
        }
        switch verification.stage {
        case .awaitingDocument: return "the customer: the first document\(customer)"
        case .needsInfo: return "the customer: \(verification.question?.reason ?? "an answer")\(customer)"
        case .submitted:
            guard let claim else { return "a reviewer: guichet verify claim \(verification.id)" }
            return "\(claim.by), who has claimed it until \(claim.until)"
        case .closed:
            guard let due = verification.expiryDue else { return "nothing" }
            return due.number == 0 ? "its end at \(due.at)" : "the notice \(due.number) days before its end, at \(due.at)"
        }
    }

    private var customer: String {
        guard let due = verification.customerDue else { return "" }
        return "; reminded or closed at \(due.at)"
    }

    /// The least time left first, those whose customer owes something last, the oldest of them on top.
    static func isMoreUrgent(_ one: VerifyOutlook, _ other: VerifyOutlook) -> Bool {
        if one.isPaused != other.isPaused { return other.isPaused }
        let (left, right) = (one.reading?.remaining ?? .zero, other.reading?.remaining ?? .zero)
        if left != right { return left < right }
        return (one.verification.opening?.openedAt ?? epoch, one.verification.id)
            < (other.verification.opening?.openedAt ?? epoch, other.verification.id)
    }

    private static let epoch = Moment(seconds: 0)

    var value: Value {
        [
            "company": .string(verification.id), "legalName": .text(verification.opening?.legalName),
            "country": .text(verification.opening?.country),
            "registrationNumber": .text(verification.opening?.registrationNumber), "phase": .string(verification.phase),
            "standing": .string(verification.standing.rawValue), "paused": .bool(isPaused),
            "remainingSeconds": reading?.remaining.map { .integer($0.microseconds / 1_000_000) } ?? .null,
            "due": .moment(due), "dueByWallClock": .moment(reading?.dueByWallClock), "claimedBy": .text(claim?.by),
            "claimedUntil": .moment(claim?.until), "inspection": .string(inspection),
            "alarms": .array(alarms.map(Value.string)), "doubts": .array(verification.doubts.map(Value.string)),
            "proposal": verification.proposal.map { .object($0.object) } ?? .null, "next": .string(next),
        ]
    }
}
