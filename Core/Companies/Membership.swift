/// One person in one company: asked for, granted, refused, ended (ACC-7, ACC-8, ACC-10).
package struct Membership: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// Asked for, and no right by itself (ACC-7).
        case requested
        case active
        /// An administrator said no, or nobody said anything in time.
        case refused, expired
        /// An administrator ended it, or the account is gone.
        case revoked, left
    }

    /// How it came about.
    package enum Way: String, CaseIterable, Sendable {
        /// The company was registered (ACC-6).
        case registration
        /// It was asked for, perhaps by registering a company that was registered already (VER-16).
        case request
        case invitation
        /// The sales administration named a new administrator for a company that had lost its last one.
        case appointment
    }

    package var state: State
    package let way: Way
    /// Of an active member; kept when it ends.
    package var grant: RoleGrant?
    /// Since when it is in this state.
    package var since: Moment
    /// The invitation that was accepted, where it came about by one.
    package var invitation: String?

    package init(_ state: State, by way: Way, grant: RoleGrant? = nil, since: Moment, invitation: String? = nil) {
        self.state = state
        self.way = way
        self.grant = grant
        self.since = since
        self.invitation = invitation
    }

    package var isAdministrator: Bool { state == .active && grant?.role == .administrator }

    var value: Value {
        var object: Object = [
            "state": .string(state.rawValue), "way": .string(way.rawValue), "since": .moment(since),
        ]
        if let invitation { object["invitation"] = .string(invitation) }
        if let grant { for member in grant.object.members { object[member.name] = member.value } }
        return .object(object)
    }

    init?(_ value: Value) {
        guard let object = value.object, let state = object["state"]?.string.flatMap(State.init),
            let way = object["way"]?.string.flatMap(Way.init),
            let since = object["since"]?.string.flatMap({ Moment(rfc3339: $0) })
        else { return nil }
        self.init(state, by: way, grant: RoleGrant(object), since: since, invitation: object["invitation"]?.string)
    }
}
