/// From the registration to a document in the hands of the staff (VER-1, VER-13, VER-14).
extension Verification {
    package static func open(
        _ opened: VerificationOpened, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        if verification != nil { return .ignore("opened already") }
        var work = VerificationWork(Verification(id: opened.company), circumstances)
        work.add(.opened(VerificationOpening(opened)))
        work.awaitCustomer()
        return work.decision
    }

    package static func submit(
        _ submission: DocumentSubmitted, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        let announced = submission.document
        let stored = circumstances.answers[.document(announced.id)]?.first
        let policy = circumstances.policies.verification.at(circumstances.now).policy
        var reasons = announced.objections(stored, of: submission.company, by: policy.documents)
        guard let verification else {
            return early(stored, reasons, policy.documents, at: circumstances.now)
        }
        if let known = verification.documents.first(where: { $0.id == announced.id }) {
            if known.sha256 == announced.sha256 { return .ignore("this document is version \(verification.version(of: known))") }
            reasons = [
                Reason(
                    rule: "VER-14", field: "document.id", message: "another document has this id",
                    remedy: "give each version an id of its own")
            ]
        }
        reasons += verification.objections(to: submission, by: policy.documents, in: circumstances)
        guard reasons.isEmpty, let stored else { return .reject(reasons) }
        var work = VerificationWork(verification, circumstances)
        work.receive(announced, stored, by: submission.by)
        return work.decision
    }

    /// PIP-5: it came before its company. It is not lost, and does not wait for ever.
    private static func early(
        _ stored: Object?, _ reasons: [Reason], _ policy: VerificationDocuments, at now: Moment
    ) -> Decision<VerificationFact> {
        let unknown = Reason(
            rule: "VER-1", field: "companyId", message: "no company of this id was registered",
            remedy: "register it first: account.company.registered")
        guard reasons.isEmpty, let received = stored?["received_at"]?.string.flatMap({ Moment(rfc3339: $0) }) else {
            return .reject([unknown] + reasons)
        }
        return received.adding(policy.early) > now
            ? .postpone(until: now.adding(policy.retry), "waits for the registration of its company")
            : .reject([unknown])
    }

    /// From 1.
    package func version(of document: VerificationDocument) -> Int {
        (documents.firstIndex { $0.id == document.id } ?? documents.count) + 1
    }

    private func objections(
        to submission: DocumentSubmitted, by policy: VerificationDocuments, in circumstances: Circumstances
    ) -> [Reason] {
        var reasons: [Reason] = []
        if let over { reasons.append(over) }
        if documents.count >= policy.most {
            reasons.append(
                Reason(
                    rule: "VER-13", field: "document", message: "\(policy.most) documents are the most for one company",
                    remedy: "write to the staff: verification.answered, or the contact address"))
        }
        let catalogue = circumstances.policies.certificates.at(circumstances.now).policy
        if let kind = submission.document.kind, catalogue.kind(kind) != nil, let country = opening?.country,
            let own = catalogue.country(country)?.documents, !own.contains(where: { $0.kind == kind })
        {
            reasons.append(
                Reason(
                    rule: "VER-2", field: "document.kind", message: "“\(kind)” proves no registration in \(country)",
                    remedy: "send one of \(own.map(\.kind).joined(separator: ", "))"))
        }
        if let by = submission.by, let stranger = objection(to: by, in: circumstances) { reasons.append(stranger) }
        return reasons
    }

    /// Why the customer can do nothing with it any more. Of a suspicion nothing is told (VER-3).
    var over: Reason? {
        switch standing {
        case .rejected, .withdrawn:
            Reason(
                rule: "VER-14", field: "companyId", message: "this verification is over: \(standing.rawValue)",
                remedy: "register the company anew: account.company.registered")
        case .fraud:
            Reason(
                rule: "VER-14", field: "companyId", message: "this verification is over",
                remedy: "ask at the contact address of the mails")
        case .pending, .verified, .expired, .revoked: nil
        }
    }

    /// PIP-5: only people of the company act for it.
    func objection(to by: String, in circumstances: Circumstances, asAdministrator: Bool = false) -> Reason? {
        let account = UUIDText.canonical(by)
        if let account, account == opening?.registrant, !asAdministrator { return nil }
        let readers = VerificationReader.all(of: id, in: circumstances)
        let administrators = circumstances.answers[.administrators(of: id)] ?? []
        if administrators.contains(where: { row in
            row["account"]?.string == account ?? "" || row["email"]?.string?.lowercased() == by.lowercased()
        }) {
            return nil
        }
        if !asAdministrator {
            if readers.contains(where: { $0.email.lowercased() == by.lowercased() }) { return nil }
            let own = account.flatMap { circumstances.answers[.membership(of: $0, in: id)]?.first }
            if own?["member_state"]?.string == "active" { return nil }
        }
        return Reason(
            rule: asAdministrator ? "ACC-6" : "ACC-7", field: "by",
            message: "“\(by)” is no \(asAdministrator ? "administrator" : "member") of this company",
            remedy: "let \(asAdministrator ? "an administrator" : "a member") of the company do it")
    }
}

extension AnnouncedDocument {
    /// All that is wrong with it: what counts is what the store has, not what its sender says (VER-13).
    fileprivate func objections(_ stored: Object?, of company: String, by policy: VerificationDocuments) -> [Reason] {
        guard let stored else {
            return [
                reason("id", "no document of this id is in the store", "put the bytes there first, then announce them")
            ]
        }
        var reasons: [Reason] = []
        if stored["sha256"]?.string?.lowercased() != sha256 {
            reasons.append(
                reason("sha256", "the bytes in the store have another SHA-256", "put the document again, under a new id"))
        }
        let size = stored["size"]?.integer ?? 0
        if size != self.size {
            reasons.append(
                reason("size", "the store has \(size) bytes, not \(self.size)", "put the document again, under a new id"))
        }
        if size == 0 {
            reasons.append(reason("size", "the document is empty", "send the certificate"))
        }
        if size > policy.largest {
            reasons.append(
                reason("size", "\(size) bytes are too many", "send a file of at most \(policy.largest) bytes"))
        }
        let type = stored["media_type"]?.string ?? "-"
        if !policy.mediaTypes.contains(type) {
            reasons.append(
                reason(
                    "mediaType", "by its content it is \(type)", "send one of \(policy.mediaTypes.joined(separator: ", "))"))
        }
        if stored["subject"]?.string?.lowercased() != "company/\(company)" {
            reasons.append(
                reason("id", "this document was not put as one of this company", "put it with the subject company/\(company)"))
        }
        return reasons
    }

    private func reason(_ field: String, _ message: String, _ remedy: String) -> Reason {
        Reason(rule: "VER-13", field: "document.\(field)", message: message, remedy: remedy)
    }
}

extension VerificationWork {
    fileprivate mutating func receive(_ announced: AnnouncedDocument, _ stored: Object, by account: String?) {
        if verification.stage == .awaitingDocument || verification.stage == .closed {
            add(.roundOpened(VerificationTarget(number: (verification.round?.number ?? 0) + 1, policy, named: policyName)))
        }
        let received = stored["received_at"]?.string.flatMap { Moment(rfc3339: $0) } ?? now
        let document = VerificationDocument(
            id: announced.id, name: announced.name, mediaType: stored["media_type"]?.string ?? announced.mediaType,
            size: announced.size, sha256: announced.sha256, kind: announced.kind, by: account, receivedAt: received,
            round: verification.round?.number ?? 1)
        add(.documentReceived(document))
        // What was to be approved has changed.
        if verification.proposal?.kind == .approval { dropProposal() }
        cancel(.customer)
        scheduleRungs()
        if let opening = verification.opening {
            send(
                InspectCertificate.outgoing(
                    document: document.id, company: company, legalName: opening.legalName, country: opening.country,
                    registrationNumber: opening.registrationNumber, receivedAt: received))
        }
        let number = verification.documents.count
        let due = verification.round?.reading(at: now, circumstances.policies)?.due ?? now.adding(.days(policy.businessDays))
        write(.received, document.id) { _ in
            [
                "name": .string(document.name), "size": .string("\(document.size)"), "sha256": .string(document.sha256),
                "received": .moment(received), "version": .string("\(number)"), "due": .moment(due),
            ]
        }
    }
}
