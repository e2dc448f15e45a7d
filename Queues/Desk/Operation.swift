package import Core

/// Who does something at the desk, and how they call it: what `operations` keeps.
package struct Operation: Hashable, Sendable {
    package let actor: String
    /// `dead retry`
    package let command: String
    package var arguments: Object

    package init(by actor: String, _ command: String, _ arguments: Object = [:]) {
        self.actor = actor
        self.command = command
        self.arguments = arguments
    }

    func with(_ more: Object) -> Operation {
        var operation = self
        operation.arguments.members += more.members
        return operation
    }
}

extension OperatorDesk {
    /// To be called in the transaction that does it.
    func note(_ operation: Operation, outcome: String) throws(Failure) {
        try ask(.noteOperation) {
            $0.value(operation.actor)
            $0.value(operation.command)
            $0.value(JSONB(text: JSONText.bytes(.object(operation.arguments))))
            $0.value(outcome)
        }
    }
}

extension Statement {
    fileprivate static let noteOperation = Statement(
        "operations:note", "INSERT INTO operations (actor, command, arguments, outcome) VALUES ($1, $2, $3, $4)")
}
