/// ABU-4: the desk feeds a report of abuse.
package struct ReportReceived: Message {
    package static let type: EventType = "abuse.report.received"
    package static let producers: [Producer] = [.desk]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "The desk feeds a report of abuse: ARF, XARF, or a mail for human eyes (ABU-4)."
    /// Bytes of one report.
    package static let limit = 2 << 20

    package let report: String
    package let format: ReportFormat
    package let raw: [UInt8]
    package let received: Moment
    /// `desk`: a person looked at it and vouches. `mailbox`: nobody does. Else a feed of the policy.
    package let channel: String
    package let signature: ReportSignature?
    package let reading: ReportReading
    /// SHA-256 of the bytes, where they are UTF-8; else of their base64.
    package let hash: String
    /// Why there is nothing to read in it, or it cannot be known what was signed.
    package let problem: Reason?

    package init(from form: inout Form) {
        report = form.id("reportId", "the report, chosen by the producer so that a retry is recognised")
        format = form.requiredChoice("format", "what the bytes are said to be", of: ReportFormat.self, placeholder: .mail)
        let raw = form.optionalBytes("raw", "the report as it came, in base64", limit: ReportReceived.limit)
        let document = form.optionalObject("document", "the report as an object (XARF), in place of raw")
        received = form.moment("receivedAt", "when it came to the desk")
        channel =
            form.optionalText("channel", "desk: a person vouches; mailbox: nobody does; else a feed of the policy", limit: 64)
            ?? Channel.desk
        let signed = form.optionalObject(
            "signature", "of raw, by a key of the policy (Ed25519): keyId, and value, 64 bytes in base64")
        (signature, problem) = ReportReceived.signature(
            signed, problem: ReportReceived.problem(raw, document, isSigned: signed != nil))
        self.raw = raw ?? document.map(DocumentText.bytes) ?? []
        let isFit = form.problems.isEmpty && problem == nil && !form.isDescribing
        reading = isFit ? form.reading(self.raw, as: format).withinTime : ReportReading(kind: .unreadable)
        hash = isFit ? ReportReceived.hash(of: self.raw, form.digest) : ""
    }

    /// Channels that every policy has.
    package enum Channel {
        package static let desk = "desk"
        package static let mailbox = "mailbox"
    }

    private static func problem(_ raw: [UInt8]?, _ document: Object?, isSigned: Bool) -> Reason? {
        switch (raw, document) {
        case (nil, nil):
            Reason(
                rule: "ABU-4", field: "raw", message: "the report itself is missing",
                remedy: "give raw (base64), or document (an object)")
        case (.some, .some):
            Reason(
                rule: "ABU-4", field: "document", message: "there are two reports", remedy: "give raw or document, not both")
        case (nil, .some) where isSigned:
            // An object has no bytes of its own: what was signed cannot be told from it.
            Reason(
                rule: "ABU-7", field: "signature", message: "a signature is of bytes, and an object has none",
                remedy: "give the bytes that were signed in raw")
        default: nil
        }
    }

    private static func signature(_ object: Object?, problem: Reason?) -> (ReportSignature?, Reason?) {
        guard problem == nil, let object else { return (nil, problem) }
        do throws(ReportSignature.Unfit) { return (try ReportSignature(object), nil) } catch { return (nil, error.reason) }
    }

    private static func hash(of raw: [UInt8], _ digest: (String) -> String) -> String {
        if let text = String(validating: raw, as: UTF8.self) { return "sha256:\(digest(text))" }
        return "sha256-of-base64:\(digest(Base64.text(of: raw)))"
    }
}

extension ReportReading {
    /// Instants before there was an internet are slips of a clock: the report stays, and its time is unknown.
    fileprivate var withinTime: ReportReading {
        let first = Moment(seconds: 0)
        guard incident.map({ $0 < first }) ?? false || samples.contains(where: { $0.at.map { $0 < first } ?? false }) else {
            return self
        }
        var copy = self
        if let incident, incident < first {
            copy.incident = nil
            copy.problems.append(
                Reason(
                    rule: "ABU-4", field: "incident", message: "the incident is dated \(incident)",
                    remedy: "say when it happened"))
        }
        for place in copy.samples.indices where copy.samples[place].at.map({ $0 < first }) ?? false {
            copy.samples[place].at = nil
        }
        return copy
    }
}
