/// What can happen to a clock.
package enum ClockChange: Hashable, Sendable {
    case started(ClockTarget)
    /// `reason` is why (`needs_info`), `awaiting` for whom (`company`).
    case paused(reason: String, awaiting: String)
    case resumed
    /// Another budget, calendar or policy; what was used stays used.
    case retargeted(ClockTarget)
    case stopped(reason: String)
    /// A stopped clock goes on where it was.
    case reopened

    package var name: String {
        switch self {
        case .started: "started"
        case .paused: "paused"
        case .resumed: "resumed"
        case .retargeted: "retargeted"
        case .stopped: "stopped"
        case .reopened: "reopened"
        }
    }
}

/// One line of a clock's ledger.
package struct ClockEntry: Hashable, Sendable {
    package let at: Moment
    /// Its place among those of one instant: in the order in which they were told.
    package let number: Int64
    package let change: ClockChange

    package init(_ change: ClockChange, at moment: Moment, number: Int64) {
        self.change = change
        self.at = moment
        self.number = number
    }

    package var object: Object {
        var object: Object = ["at": .moment(at), "number": .integer(number), "change": .string(change.name)]
        switch change {
        case .started(let target), .retargeted(let target): object["target"] = .object(target.object)
        case .paused(let reason, let awaiting):
            object["reason"] = .string(reason)
            object["awaiting"] = .string(awaiting)
        case .stopped(let reason): object["reason"] = .string(reason)
        case .resumed, .reopened: break
        }
        return object
    }

    /// Nil for what `object` does not make.
    package init?(_ object: Object) {
        guard let at = object["at"]?.string.flatMap({ Moment(rfc3339: $0) }), let number = object["number"]?.integer,
            let change = ClockChange(object)
        else { return nil }
        self.init(change, at: at, number: number)
    }
}

extension ClockChange {
    fileprivate init?(_ object: Object) {
        let target = object["target"]?.object.flatMap(ClockTarget.init)
        let reason = object["reason"]?.string
        switch (object["change"]?.string, target, reason, object["awaiting"]?.string) {
        case ("started", let target?, _, _): self = .started(target)
        case ("retargeted", let target?, _, _): self = .retargeted(target)
        case ("paused", _, let reason?, let awaiting?): self = .paused(reason: reason, awaiting: awaiting)
        case ("stopped", _, let reason?, _): self = .stopped(reason: reason)
        case ("resumed", _, _, _): self = .resumed
        case ("reopened", _, _, _): self = .reopened
        default: return nil
        }
    }
}
