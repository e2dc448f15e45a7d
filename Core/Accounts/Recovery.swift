/// The way back into an account: the link that is open, and how often it was asked for (ACC-12, ACC-13).
package struct Recovery: Hashable, Sendable {
    /// A link that lets its bearer set a password: the newest alone.
    package internal(set) var link: VerificationLink?
    package internal(set) var isUsed = false
    /// Requests in all.
    package internal(set) var attempts: Int64 = 0
    package internal(set) var last: Moment?
    /// Requests of the hour before the last one, that one included.
    package internal(set) var recent: [Moment] = []

    static let window = Pause.hours(1)

    /// How many of the last hour there are.
    func count(at now: Moment) -> Int64 { Int64(recent.count { $0.adding(Recovery.window) > now }) }

    mutating func note(_ link: VerificationLink?, at moment: Moment) {
        attempts += 1
        last = moment
        recent = recent.filter { $0.adding(Recovery.window) > moment } + [moment]
        if let link { open(link) }
    }

    mutating func open(_ link: VerificationLink) {
        self.link = link
        isUsed = false
    }

    /// Counts and the last instant alone.
    var forgotten: Recovery {
        var rest = Recovery()
        (rest.attempts, rest.last) = (attempts, last)
        return rest
    }
}
