package import Core

/// inspection.completed -> Verification, as advice
package enum NoteInspection: Decider {
    package static func reference(of completed: InspectionCompleted) -> Reference { .id(completed.company) }

    package static func decide(
        _ completed: InspectionCompleted, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.inspected(completed, given: verification, in: circumstances)
    }
}
