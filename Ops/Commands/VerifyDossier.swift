import Core
import Queues

/// All that is known of one verification: what was sent, what was found, who looked, who decided (VER-13).
struct VerifyDossier {
    let outlook: VerifyOutlook
    let timeline: [LedgerLine]
    let custody: [String: StoredDocument]
    let writings: [String: String]

    var verification: Verification { outlook.verification }

    init(of row: EntityRow, at desk: OperatorDesk, under policies: Policies, at now: Moment) throws {
        let verification = try Verification(id: row.id, row: row.columns)
        outlook = VerifyOutlook(verification, under: policies, at: now)
        timeline = try desk.timeline(of: "\(Verification.kind)/\(row.id)")
        custody = try desk.custody(of: verification.documents.map(\.id))
        let written = timeline.compactMap { ($0.data["document"] ?? $0.data["message"])?.string }
        writings = try desk.writings(written.filter { UUIDText.canonical($0) != nil })
    }

    // MARK: For programs

    var value: Value {
        var value = outlook.value.object ?? Object()
        value["registrant"] = .text(verification.opening?.registrant)
        value["companyType"] = .text(verification.opening?.companyType.rawValue)
        value["category"] = .text(verification.category?.rawValue)
        value["openedAt"] = .moment(verification.opening?.openedAt)
        value["expires"] = .moment(verification.expires)
        value["outcome"] = verification.outcome.map { .object($0.object) } ?? .null
        value["question"] = question
        value["documents"] = .array(verification.documents.map(document))
        value["contacts"] = .array(
            verification.contacts.map { contact in
                [
                    "at": .moment(contact.at), "by": .string(contact.by), "channel": .string(contact.channel),
                    "text": .text(writings[contact.document]),
                ]
            })
        value["timeline"] = .array(timeline.map(\.value))
        return .object(value)
    }

    private var question: Value {
        guard let question = verification.question else { return .null }
        return [
            "by": .string(question.by), "reason": .string(question.reason), "field": .text(question.field),
            "message": .text(question.message.flatMap { writings[$0] }),
        ]
    }

    private func document(_ document: VerificationDocument) -> Value {
        var object = document.object
        object["version"] = .integer(Int64(verification.version(of: document)))
        object["custody"] = .string(state(of: document))
        object["purge"] = .moment(custody[document.id]?.purge)
        return .object(object)
    }

    /// Whether the store has what was received.
    private func state(of document: VerificationDocument) -> String {
        guard let stored = custody[document.id] else { return "purged" }
        return stored.sha256 == document.sha256 && Int64(stored.size) == document.size ? "whole" : "altered"
    }

    // MARK: For people

    var text: String {
        let opening = verification.opening
        var lines = [
            "company \(verification.id)  \(verification.phase)",
            "  name       \(plain(opening?.legalName)), \(plain(opening?.country)) \(plain(opening?.registrationNumber))",
            "  type       \(opening?.companyType.rawValue ?? "-") by its word, "
                + "\(verification.category?.rawValue ?? "not chosen yet") by the staff",
            "  standing   \(verification.standing.rawValue)" + (verification.expires.map { ", until \($0)" } ?? ""),
            "  registered \(opening?.openedAt.description ?? "-") by \(opening?.registrant ?? "-")",
            "  clock      \(clock)", "  next       \(plain(outlook.next))",
        ]
        lines += verification.doubts.map { "  doubt      \(plain($0))" }
        if let outcome = verification.outcome {
            let people = [outcome.by, outcome.second].compactMap(\.self).joined(separator: " and ")
            lines.append(
                "  last       \(outcome.result.rawValue)" + (people.isEmpty ? "" : " by \(plain(people))")
                    + (outcome.reason.map { ": \($0)" } ?? ""))
        }
        if let question = verification.question {
            lines.append("  asked      \(question.reason), \(question.field ?? "-"), by \(plain(question.by))")
            if let message = question.message.flatMap({ writings[$0] }) { lines.append("             \(plain(message))") }
        }
        return (lines + ["", documents, "", contacts, "", custodyText]).joined(separator: "\n")
    }

    private var clock: String {
        guard let reading = outlook.reading else { return "not started: the customer's side is not complete" }
        let due = reading.due.map { ", due \($0)" } ?? ""
        let wall = reading.dueByWallClock.map { " (\($0) if every hour counted)" } ?? ""
        return "\(reading.state.rawValue), \(outlook.left)\(due)\(wall): guichet explain clock \(verification.id)"
    }

    private var documents: String {
        if verification.documents.isEmpty { return "documents: none" }
        let newestFirst = verification.documents.reversed().flatMap(lines(of:))
        return (["documents"] + newestFirst).joined(separator: "\n")
    }

    private func lines(of document: VerificationDocument) -> [String] {
        let kind = document.kind.map { ", as \(plain($0))" } ?? ""
        var lines = [
            "  version \(verification.version(of: document))  \(document.id)  \(plain(document.name))",
            "    \(document.mediaType), \(document.size) bytes, received \(document.receivedAt) from \(plain(document.by)), "
                + "round \(document.round)\(kind)",
            "    SHA-256 \(document.sha256), in the store: \(state(of: document))",
        ]
        guard let advice = document.inspection else { return lines + ["    inspection: not yet"] }
        var found = [advice.verdict.rawValue]
        if !advice.alarms.isEmpty { found.append("alarms " + advice.alarms.joined(separator: ", ")) }
        if let names = advice.namesNumber { found.append(names ? "names the number" : "does not name the number") }
        if let names = advice.namesCompany { found.append(names ? "names the company" : "does not name the company") }
        if let day = advice.issuedOn { found.append("issued on \(day)") }
        lines.append("    inspection: \(plain(found.joined(separator: "; ")))")
        return lines + advice.evidence.map { "      \(plain($0))" }
    }

    private var contacts: String {
        if verification.contacts.isEmpty { return "contacts: none" }
        let lines = verification.contacts.map { contact in
            let text = writings[contact.document] ?? "(forgotten)"
            return "  \(contact.at)  \(contact.channel), \(plain(contact.by)): \(plain(text))"
        }
        return (["contacts"] + lines).joined(separator: "\n")
    }

    /// VER-13: who submitted, when it was received, what looked at it, who looked, who decided.
    private var custodyText: String {
        let lines = timeline.map { line in
            let details = Self.details(of: line.data).map(plain)
            return "  \(line.at)  \(line.name)" + (details.isEmpty ? "" : "  " + details.joined(separator: ", "))
        }
        return (["chain of custody"] + lines).joined(separator: "\n")
    }

    private static let told = [
        "name", "sha256", "verdict", "result", "by", "second", "until", "reason", "kind", "document", "percent", "number",
        "days",
    ]

    /// What a fact says, and what is inside it.
    private static func details(of data: Object) -> [String] {
        let own = told.compactMap { name -> String? in
            guard let value = data[name], !value.isNull, value.object == nil else { return nil }
            return "\(name) \(value.plain)"
        }
        return own + ["advice", "outcome"].compactMap { data[$0]?.object }.flatMap(details(of:))
    }

    /// What came from outside must not move the cursor.
    private func plain(_ text: String?) -> String { Table.Cell(text ?? "-").text }
}
