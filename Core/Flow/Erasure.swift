/// Personal data that is taken out for good, in the transaction that decides it (ACC-17).
///
/// Of the ledger stay the names, versions, instants and causes of the facts, and every member that is not named here: replaying
/// them must still give the row, so a fact has to be readable with the mark in place of its texts.
package struct Erasure: Hashable, Sendable {
    /// Whose facts, and whose passwords, dead letters and mails lie beside them: `account/6b1f…`.
    package var subject: String
    /// Members of the facts' data whose texts become the mark.
    package var members: [String]

    /// What stands where a text was.
    package static let mark = "erased"

    package init(subject: String, members: [String]) {
        self.subject = subject
        self.members = members
    }

    /// Data of a fact without the texts that are personal.
    package static func erased(_ data: Object, _ members: [String]) -> Object {
        Object(
            data.members.map { member in
                guard members.contains(member.name), member.value.string != nil else { return member }
                return Object.Member(name: member.name, value: .string(mark))
            })
    }
}
