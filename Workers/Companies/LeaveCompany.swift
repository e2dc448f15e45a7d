package import Core

/// company.member.left -> Company
package enum LeaveCompany: Decider {
    package static func reference(of input: MemberLeft) -> Reference { .id(input.company) }

    package static func decide(
        _ input: MemberLeft, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.leave(input, given: state, in: circumstances)
    }
}
