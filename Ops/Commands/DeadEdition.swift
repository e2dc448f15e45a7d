import Core
import Queues
import Workers

/// A new body for a dead letter, checked: its queue would take it.
struct DeadEdition {
    let envelope: Envelope
    let carriesSecrets: Bool
    /// Line by line, or why it is withheld.
    let difference: String

    /// Throws a complaint that names everything that is wrong with it.
    init(of letter: DeadLetter, body: [UInt8], contentType: String?, _ codec: any Codec) throws {
        var letter = letter
        if let contentType { letter.properties.contentType = contentType }
        let queue = letter.addressee
        let event: Event
        do throws(Failure) {
            // Without an addressee it is published again; any queue opens such a message alike.
            event = try codec.open(letter.delivery(of: body), from: queue ?? letter.queue).event
        } catch {
            throw Complaint(.badInput, "the new body is no event: \(error.message)", remedy: "mend it, and try again")
        }
        envelope = event.envelope
        let type = envelope.type
        for (name, old, new) in [("id", letter.eventId, envelope.id), ("source", letter.source, envelope.source)] {
            guard let old, old != new else { continue }
            throw Complaint(
                .badInput, "the new body has another \(name), so it would be another event",
                remedy: "keep “\(old)”; or drop the letter and publish the new event")
        }
        guard let duty = Roster.duties().first(where: { $0.type == type && (queue == nil || $0.queue == queue) }) else {
            throw Complaint(
                .badInput, "no worker of \(queue?.name ?? "any queue") knows \(type)",
                remedy: "guichet schema events lists the types")
        }
        let problems = duty.problems(in: event.data)
        guard problems.isEmpty else {
            throw Complaint(.badInput, problems.map { Complaint.Line($0.message, remedy: $0.remedy) })
        }
        carriesSecrets = duty.carriesSecrets
        difference =
            carriesSecrets || letter.isSealed
            ? "\(type) carries a secret: the bodies are not shown" : Self.difference(from: letter.body, to: body)
    }

    private static func difference(from old: [UInt8], to new: [UInt8]) -> String {
        let (old, new) = (lines(old), lines(new))
        let changes = new.difference(from: old)
        var removed = Set<Int>()
        var added = Set<Int>()
        for change in changes {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        if changes.isEmpty { return "the bodies say the same" }
        var text: [String] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if removed.contains(left) {
                text.append("- \(old[left])")
                left += 1
            } else if added.contains(right) {
                text.append("+ \(new[right])")
                right += 1
            } else {
                text.append("  \(old[left])")
                (left, right) = (left + 1, right + 1)
            }
        }
        return text.joined(separator: "\n")
    }

    /// JSON in one layout, so that only what it says is compared.
    private static func lines(_ body: [UInt8]) -> [String] {
        let text: String
        do throws(Failure) {
            text = JSONLayout.text(try JSONText.parse(body))
        } catch {
            text = LetterBody.text(body)
        }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
