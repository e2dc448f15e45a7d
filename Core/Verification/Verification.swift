/// The verification of one company, round after round: its documents, its claim, its clock, its decisions (VER-7, VER-14).
///
/// Its id is the company's. How far the work is (`stage`) and what the company may do (`standing`) are two things: a verified
/// company that renews its certificate stays verified while its new document is looked at.
package struct Verification: Entity {
    package enum Stage: String, CaseIterable, Sendable {
        /// Registered; the customer owes the first document.
        case awaitingDocument = "awaiting_document"
        /// The staff's turn.
        case submitted
        /// The customer owes an answer.
        case needsInfo = "needs_info"
        /// Nothing is to be decided.
        case closed
    }

    package static let kind = "verification"
    package static let table = "verifications"
    package static let references: [String] = []

    package let id: String
    /// Nil until the company was registered.
    package internal(set) var opening: VerificationOpening?
    package internal(set) var stage = Stage.awaitingDocument
    package internal(set) var standing = Standing.pending
    /// Where fraud is suspected of a company that may order: what it is again if the suspicion falls.
    package internal(set) var heldStanding: Standing?
    /// Somebody suspects fraud: a single person approves it no more.
    package internal(set) var isSuspected = false
    package internal(set) var documents: [VerificationDocument] = []
    package internal(set) var round: VerificationRound?
    package internal(set) var claim: VerificationClaim?
    package internal(set) var question: VerificationQuestion?
    package internal(set) var proposal: VerificationProposal?
    package internal(set) var outcome: VerificationOutcome?
    /// What the staff chose (VER-6).
    package internal(set) var category: CompanyType?
    /// Until when the last approval holds (VER-15).
    package internal(set) var expires: Moment?
    package internal(set) var customerDue: VerificationDue?
    package internal(set) var expiryDue: VerificationDue?
    package internal(set) var contacts: [VerificationContact] = []

    package init(id: String) {
        self.id = id
    }

    /// Whether a reviewer can do anything with it now.
    package var isDecidable: Bool {
        stage != .closed || proposal != nil || standing == .verified || standing == .expired
    }

    /// The name people know its state by.
    package var phase: String {
        switch stage {
        case .awaitingDocument, .needsInfo: stage.rawValue
        case .submitted: claim == nil ? stage.rawValue : "in_review"
        case .closed: heldStanding == nil ? standing.rawValue : "suspected"
        }
    }

    /// The documents that an approval rests on: of this round, the last of each kind.
    package var current: [VerificationDocument] {
        var newest: [VerificationDocument] = []
        for document in documents where document.round == round?.number {
            newest.removeAll { $0.kind == document.kind }
            newest.append(document)
        }
        return newest
    }

    /// Why one person alone may not approve it (VER-6, SEC-10); empty where one may.
    package var doubts: [String] {
        let inspections = current.compactMap { document -> String? in
            guard let advice = document.inspection else { return "“\(document.name)” was not inspected yet" }
            guard advice.isFailed else { return nil }
            let alarms = advice.alarms.isEmpty ? "" : ", \(advice.alarms.joined(separator: ", "))"
            return "the inspection of “\(document.name)” says \(advice.verdict.rawValue)\(alarms)"
        }
        return isSuspected ? inspections + ["fraud was suspected"] : inspections
    }
}

/// What was registered, as it is to be verified.
package struct VerificationOpening: Hashable, Sendable {
    package let registrant: String
    package let legalName: String
    package let country: String
    package let registrationNumber: String
    package let companyType: CompanyType
    package let openedAt: Moment

    package init(_ opened: VerificationOpened) {
        registrant = opened.registrant
        legalName = opened.legalName
        country = opened.country
        registrationNumber = opened.registrationNumber
        companyType = opened.companyType
        openedAt = opened.openedAt
    }

    package var object: Object {
        [
            "registrant": .string(registrant), "legalName": .string(legalName), "country": .string(country),
            "registrationNumber": .string(registrationNumber), "companyType": .string(companyType.rawValue),
            "openedAt": .moment(openedAt),
        ]
    }

    package init?(_ data: Object) {
        guard let registrant = data["registrant"]?.string, let legalName = data["legalName"]?.string,
            let country = data["country"]?.string, let number = data["registrationNumber"]?.string,
            let type = data["companyType"]?.string.flatMap(CompanyType.init),
            let openedAt = data["openedAt"]?.string.flatMap({ Moment(rfc3339: $0) })
        else { return nil }
        self.registrant = registrant
        self.legalName = legalName
        self.country = country
        registrationNumber = number
        companyType = type
        self.openedAt = openedAt
    }
}
