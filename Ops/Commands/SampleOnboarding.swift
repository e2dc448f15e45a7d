import Core
import Foundation
import Queues

/// The part of the day in which Claire's company is registered, verified by staff, and joined by two others.
extension SampleDay {
    mutating func onboard(_ claire: Person, _ james: Person, _ amelie: Person) throws {
        guard let mails else { return }
        let invitedBefore = try mails.token(to: james.email)
        let company = try register(claire)
        try joinTwice(company, claire, amelie)
        try invite(james, to: company, by: claire, confirming: invitedBefore, mails)
        try verify(company, of: claire)
    }

    private struct SampleCompany {
        let id: String
        /// Nine digits with a right check digit.
        let siren: String
        let name: String
    }

    private mutating func register(_ claire: Person) throws -> SampleCompany {
        try ask(
            "Claire enrols her second factor",
            try event(
                "account.totp.enrolled", ["accountId": .string(claire.account), "secretRef": .string("vault:\(claire.account)")]),
            expecting: "accepted")
        let company = SampleCompany(
            id: NewId.make(at: WallClock.now()), siren: Self.siren(of: run), name: "Atelier Dubois SARL \(run)")
        let mistyped = String(company.siren.dropLast()) + (company.siren.hasSuffix("0") ? "1" : "0")
        try ask(
            "she mistypes her company's number", try event("account.company.registered", registration(company, claire, mistyped)),
            expecting: "refused")
        try ask(
            "she registers her company", try event("account.company.registered", registration(company, claire, company.siren)),
            expecting: "accepted")
        return company
    }

    private mutating func joinTwice(_ company: SampleCompany, _ claire: Person, _ amelie: Person) throws {
        for (what, type, data) in [
            ("Amélie sets a password", "account.password.set", ["passwordHash": .string(Self.hash)] as Object),
            ("and completes her profile", "account.profile.completed", ["fullName": "Amélie Noël", "jobTitle": "Comptable"]),
        ] as [(String, EventType, Object)] {
            var data = data
            data["accountId"] = .string(amelie.account)
            try ask(what, try event(type, data), expecting: "accepted")
        }
        let digits = Array(company.siren)
        let spaced = "RCS Lyon B \(String(digits[0..<3])) \(String(digits[3..<6])) \(String(digits[6...]))"
        let again = SampleCompany(id: NewId.make(at: WallClock.now()), siren: company.siren, name: "ATELIER DUBOIS")
        try ask(
            "she registers the same company: asks to join",
            try event("account.company.registered", registration(again, amelie, spaced)), expecting: "accepted")
        try ask(
            "Claire lets her in, for one contract",
            try event(
                "account.join.granted",
                [
                    "companyId": .string(company.id), "accountId": .string(amelie.account), "by": .string(claire.account),
                    "role": "user", "scope": .object(["kind": "contract", "id": "OCB000123"]),
                ]), expecting: "accepted")
    }

    private mutating func invite(
        _ james: Person, to company: SampleCompany, by claire: Person, confirming old: String, _ mails: MailReader
    ) throws {
        try ask(
            "Claire invites James, though not verified yet",
            try event(
                "account.member.invited",
                [
                    "companyId": .string(company.id), "email": .string(james.email), "by": .string(claire.account),
                    "role": "administrator",
                ]), expecting: "accepted")
        let invitation = try mails.token(to: james.email, otherThan: old)
        try ask(
            "James accepts before his account is complete",
            try event("account.invitation.accepted", ["token": .string(invitation), "accountId": .string(james.account)]),
            expecting: "refused")
        let steps: [(String, EventType, Object)] = [
            ("he confirms his address", "account.email.confirmed", ["token": .string(old)]),
            (
                "sets a password", "account.password.set",
                ["accountId": .string(james.account), "passwordHash": .string(Self.hash)]
            ),
            (
                "completes his profile", "account.profile.completed",
                ["accountId": .string(james.account), "fullName": "James Smith", "jobTitle": "Buyer"]
            ),
            (
                "and accepts", "account.invitation.accepted",
                ["token": .string(invitation), "accountId": .string(james.account)]
            ),
        ]
        for (what, type, data) in steps { try ask(what, try event(type, data), expecting: "accepted") }
    }

    private mutating func verify(_ company: SampleCompany, of claire: Person) throws {
        let rita = "rita@staff.example"
        func review(_ type: EventType, _ more: Object = [:]) throws -> Publication {
            var data: Object = ["companyId": .string(company.id), "by": .string(rita)]
            for member in more.members { data[member.name] = member.value }
            return try event(type, data, as: staff)
        }
        try submit("Claire sends a certificate", "an unreadable page", of: company)
        try ask(
            "Rita approves without taking it in hand", try review("verification.approved", ["category": "xaas"]), of: staff,
            expecting: "refused")
        try ask("Rita takes it in hand", try review("verification.claimed"), of: staff, expecting: "accepted")
        try ask(
            "and asks for a readable one: the clock stands",
            try review("verification.info.requested", ["reason": "unreadable"]), of: staff, expecting: "accepted")
        try submit("Claire sends another", "Extrait Kbis \(company.name) \(company.siren)", of: company)
        try ask("Rita takes it in hand", try review("verification.claimed"), of: staff, expecting: "accepted")
        try ask(
            "and approves the company", try review("verification.approved", ["category": "xaas"]), of: staff,
            expecting: "accepted")
    }

    // MARK: Documents

    /// The bytes go to the store first, as the portal does it; then they are announced. Waits until they were inspected.
    private mutating func submit(_ what: String, _ words: String, of company: SampleCompany) throws {
        let bytes = Self.pdf(saying: words)
        let store = try DocumentCommands.store()
        defer { store.close() }
        let kept = try store.put(
            Document(
                id: NewId.make(at: WallClock.now()), subject: "company/\(company.id)", mediaType: MediaType.pdf.rawValue,
                bytes: bytes))
        let document: Object = [
            "id": .string(kept.id), "name": "kbis.pdf", "mediaType": .string(kept.mediaType), "size": .integer(Int64(kept.size)),
            "sha256": .string(kept.sha256), "kind": "kbis",
        ]
        try ask(
            what,
            try event(
                "verification.document.submitted", ["companyId": .string(company.id), "document": .object(document)]),
            expecting: "accepted")
        try awaitInspection(of: kept.id, company.id)
    }

    private func awaitInspection(of document: String, _ company: String) throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let deadline = Date().addingTimeInterval(30)
        repeat {
            if let row = try desk.row(of: Verification.table, where: "id", is: company),
                let known = try Verification(id: row.id, row: row.columns).documents.first(where: { $0.id == document }),
                known.inspection != nil
            {
                return
            }
            Thread.sleep(forTimeInterval: 0.05)
        } while Date() < deadline
        throw Complaint(
            .unavailable, "the document \(document) was not inspected within 30 s",
            remedy: "see that workers of guichet.inspection and guichet.verification run: guichet queues")
    }

    /// A page that says this, uncompressed: the smallest PDF that is whole.
    private static func pdf(saying words: String) -> [UInt8] {
        let page = "BT /F1 12 Tf 72 720 Td (\(words)) Tj ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(page.utf8.count) >>\nstream\n\(page)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        var (text, places) = ("%PDF-1.7\n", [Int]())
        for (number, object) in objects.enumerated() {
            places.append(text.utf8.count)
            text += "\(number + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        let table = places.map { "\(String(repeating: "0", count: 10 - String($0).count))\($0) 00000 n \n" }.joined()
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n\(table)"
        text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(text.utf8)
    }

    // MARK: Words of events

    private func registration(_ company: SampleCompany, _ person: Person, _ number: String) -> Object {
        [
            "accountId": .string(person.account), "companyId": .string(company.id), "legalName": .string(company.name),
            "country": "FR", "registrationNumber": .string(number), "companyType": "enterprise",
        ]
    }

    /// Each run has a company of its own: eight digits made of the run's name, and the check digit (Luhn).
    private static func siren(of run: String) -> String {
        let number = run.utf8.reduce(7) { ($0 &* 131 &+ Int($1)) % 80_000_000 } + 10_000_000
        let digits = String(number).utf8.map { Int($0 - 0x30) }
        let sum = digits.enumerated().reduce(0) { sum, digit in
            let doubled = digit.element * (digit.offset % 2 == 1 ? 2 : 1)
            return sum + doubled / 10 + doubled % 10
        }
        return "\(number)\((10 - sum % 10) % 10)"
    }
}
