/// What a person is given within a company: a role, and for a `user` the one contract or client it is limited to (ACC-9).
package struct RoleGrant: Hashable, Sendable {
    package let role: Role
    package let scope: Scope?

    package init(_ role: Role, scope: Scope? = nil) {
        self.role = role
        self.scope = scope
    }

    package static let administrator = RoleGrant(.administrator)

    package init(from form: inout Form) {
        role = form.requiredChoice("role", "what the person may do (SEC-2)", of: Role.self, placeholder: .user)
        scope = Scope.read(from: &form)
    }

    /// ACC-9: exactly one contract or client for a `user`, none for an administrator.
    package var problems: [Reason] {
        switch (role, scope) {
        case (.user, nil):
            [
                Reason(
                    rule: "ACC-9", field: "scope", message: "the role user needs the one contract or client it is limited to",
                    remedy: "give {\"kind\": \"contract\" or \"client\", \"id\": …}")
            ]
        case (.administrator, .some):
            [
                Reason(
                    rule: "ACC-6", field: "scope", message: "an administrator has no limits within the company",
                    remedy: "leave the scope out, or choose the role user")
            ]
        case (.user, .some), (.administrator, nil): []
        }
    }

    /// As facts and events carry it.
    package var object: Object {
        var object: Object = ["role": .string(role.rawValue)]
        if let scope { object["scope"] = .object(scope.object) }
        return object
    }

    package init?(_ object: Object) {
        guard let role = object["role"]?.string.flatMap(Role.init) else { return nil }
        self.init(role, scope: object["scope"]?.object.flatMap(Scope.init))
    }
}

extension Scope {
    package var object: Object { ["kind": .string(kind.rawValue), "id": .string(id)] }

    package init?(_ object: Object) {
        guard let kind = object["kind"]?.string.flatMap(Kind.init), let id = object["id"]?.string else { return nil }
        self.init(kind: kind, id: id)
    }

    /// Nil where no scope is given. A contract's identifier is looked at, a client's is the company's own name for it.
    fileprivate static func read(from form: inout Form) -> Scope? {
        form.optionalNested("scope", "the one contract or client (ACC-9)") { inner in
            let kind = inner.requiredChoice("kind", "a contract, or a client", of: Kind.self, placeholder: .contract)
            let id = inner.text(
                "id", "the contract as on the invoice, or the company's name for the client", limit: 100, example: "OCB000123")
            if kind == .contract, inner.problems.isEmpty { inner.refuseContract(id, "id") }
            return Scope(kind: kind, id: id)
        }
    }
}
