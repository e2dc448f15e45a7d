/// How long requests and invitations of companies wait, and how many there may be (ACC-7, ACC-8).
package struct CompanyPolicy: Policy {
    package static let name = "companies"

    /// Where people ask about their registration (VER-12).
    package var contact: String
    /// How long a request to join waits for an administrator, and after how long administrators are reminded (ACC-7).
    package var join: Pause
    package var joinReminder: Pause
    /// How long a refused person waits before asking the same company again.
    package var joinAgain: Pause
    /// Requests that may wait at the same time.
    package var requests: Int64
    package var members: Int64
    /// How long the link of an invitation lives, and after how long its person is reminded (ACC-8).
    package var invitation: Pause
    package var invitationReminder: Pause
    /// Invitations that may be open at the same time.
    package var invitations: Int64

    package init(from form: inout Form) {
        contact = form.email("contact", "where people ask about their registration (VER-12)")
        join = .days(form.integer("joinDays", "how long a request to join waits for an administrator", in: 1...365))
        joinReminder = .days(form.integer("joinReminderDays", "after how long administrators are reminded", in: 1...365))
        joinAgain = .days(form.integer("joinAgainDays", "how long a refused person waits before asking again", in: 0...365))
        requests = form.integer("requestsAtMost", "requests to join that may wait at once", in: 1...1000)
        members = form.integer("membersAtMost", "members a company may have", in: 1...10_000)
        invitation = .days(form.integer("invitationDays", "how long the link of an invitation lives", in: 1...365))
        invitationReminder = .days(
            form.integer("invitationReminderDays", "after how long its person is reminded", in: 1...365))
        invitations = form.integer("invitationsAtMost", "invitations that may be open at once", in: 1...1000)
        if joinReminder >= join {
            form.refuse("joinReminderDays", "the reminder comes after the end", remedy: "give fewer days than joinDays")
        }
        if invitationReminder >= invitation {
            form.refuse(
                "invitationReminderDays", "the reminder comes after the end", remedy: "give fewer days than invitationDays")
        }
    }

    private init() {
        contact = "verification@localhost.localdomain"
        (join, joinReminder, joinAgain) = (.days(14), .days(5), .days(30))
        (requests, members) = (100, 500)
        (invitation, invitationReminder, invitations) = (.days(7), .days(4), 100)
    }

    package static let cautious = CompanyPolicy()
}
