package import Core

/// verification.contact.noted -> Verification, its contact log
package enum NoteContact: Decider {
    package static func reference(of contact: ContactNoted) -> Reference { .id(contact.company) }

    package static func asks(of contact: ContactNoted) -> [Ask] { Verification.asks(of: contact) }

    package static func decide(
        _ contact: ContactNoted, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.note(contact, given: verification, in: circumstances)
    }
}
