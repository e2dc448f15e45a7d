package import Core

/// account.role.assigned -> Company
package enum AssignRole: Decider {
    package static func reference(of input: RoleAssigned) -> Reference { .id(input.company) }

    package static func asks(of input: RoleAssigned) -> [Ask] { Company.asks(of: input) }

    package static func decide(
        _ input: RoleAssigned, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.assign(input, given: state, in: circumstances)
    }
}
