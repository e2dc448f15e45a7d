package import Core

/// company.join.due -> Company
package enum MeetJoinDeadline: Decider {
    package static func reference(of input: JoinCameDue) -> Reference { .id(input.company) }

    package static func decide(
        _ input: JoinCameDue, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.comeDue(input, given: state, in: circumstances)
    }
}
