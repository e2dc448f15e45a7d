/// The closed lists from which a decision takes its reason, with the words for the customer (VER-14, NOT-4).
package struct VerificationReasons: Hashable, Sendable {
    package enum List: String, CaseIterable, Sendable {
        case info, rejection, fraud, revocation
    }

    package var info: [VerificationReason] = []
    package var rejection: [VerificationReason] = []
    package var fraud: [VerificationReason] = []
    package var revocation: [VerificationReason] = []

    package init() {}

    init(from form: inout Form) {
        info = form.reasons("infoReasons", "why something is asked of the customer")
        rejection = form.reasons("rejectionReasons", "why a company is rejected")
        fraud = form.reasons("fraudReasons", "why fraud is suspected; never told to the customer")
        revocation = form.reasons("revocationReasons", "why a verification is taken back")
    }

    package subscript(list: List) -> [VerificationReason] {
        switch list {
        case .info: info
        case .rejection: rejection
        case .fraud: fraud
        case .revocation: revocation
        }
    }

    /// The words of a reason; its code where the list has changed since.
    package func words(_ code: String, in list: List, _ locale: Locale) -> String {
        self[list].first { $0.code == code }?.words(in: locale) ?? code
    }
}

package struct VerificationReason: Hashable, Sendable {
    package var code: String
    package var french: String
    package var english: String

    package init(code: String, french: String, english: String) {
        self.code = code
        self.french = french
        self.english = english
    }

    init(from form: inout Form) {
        code = form.text("code", "what the event says", limit: 64)
        french = form.text("fr", "the same for a French customer", limit: 300)
        english = form.text("en", "the same for others", limit: 300)
    }

    package func words(in locale: Locale) -> String {
        switch locale {
        case .french: french
        case .english: english
        }
    }
}

extension Form {
    fileprivate mutating func reasons(_ name: String, _ meaning: String) -> [VerificationReason] {
        let reasons = list(name, meaning, limit: 100) { VerificationReason(from: &$0) }
        if reasons.isEmpty, !isDescribing {
            refuse(name, "the list is empty, so that nothing could be decided", remedy: "give at least one {code, fr, en}")
        }
        if Set(reasons.map(\.code)).count != reasons.count {
            refuse(name, "a code is there twice", remedy: "give each code once")
        }
        return reasons
    }
}
