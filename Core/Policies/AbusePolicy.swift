/// When reports count, and what follows from them (ABU-7).
package struct AbusePolicy: Policy {
    package enum Mode: String, CaseIterable, Sendable {
        /// Says what it would have done, and does nothing.
        case shadow
        case enforce
    }

    package static let name = "abuse"

    package var mode: Mode
    /// An incident further back than this is answered `too_old` and never acted on.
    package var maximumAge: Pause = .days(30)
    /// How long the raw bytes of a report are kept.
    package var keepRaw: Pause = .days(365)
    /// IPv6 addresses are one target as far as this prefix; never more than the lease.
    package var ipv6Length: Int64 = 64
    /// Hosts of ours whose `Authentication-Results` are believed (RFC 8601).
    package var mailHosts: [String] = []
    package var feeds: [AbuseFeed] = []
    /// Keys whose signatures prove a reporter.
    package var keys: [AbuseKey] = []
    package var scoring = AbuseScoring()
    package var classes: [AbuseClass] = []
    package var ladder: [AbuseRung] = [AbuseRung(length: .hours(1), lifted: .zero)]
    package var remedy = AbuseRemedy()
    package var letters = AbuseLetters()

    package init(mode: Mode) {
        self.mode = mode
    }

    package init(from form: inout Form) {
        mode = form.choice("mode", "whether anything follows by itself", of: Mode.self, else: .shadow)
        maximumAge = .days(form.integer("maximumAgeDays", "how old an incident may be", in: 1...3650))
        keepRaw = .days(form.integer("keepRawDays", "how long the raw bytes of a report are kept", in: 1...3650))
        ipv6Length = form.integer("ipv6Length", "the prefix that counts as one IPv6 target", in: 32...128)
        mailHosts = form.texts("mailHosts", "hosts whose Authentication-Results are believed").map { $0.lowercased() }
        feeds = form.list("feeds", "channels with a name of their own") { AbuseFeed(from: &$0) }
        keys = form.list("keys", "keys with which reporters sign") { AbuseKey(from: &$0) }
        if Set(keys.map(\.id)).count != keys.count {
            form.refuse("keys", "two keys have one id", remedy: "give each its own: isp.example/2026, isp.example/2027")
        }
        scoring = AbuseScoring(from: &form)
        classes = form.list("classes", "what is counted together, and what follows") { AbuseClass(from: &$0) }
        ladder = form.list("ladder", "how long the first block is, the second, and so on", limit: 20) { AbuseRung(from: &$0) }
        if ladder.isEmpty {
            form.refuse("ladder", "the ladder has no rung", remedy: "give at least one: [{hours: 1, unblockAfterMinutes: 0}]")
            ladder = [AbuseRung(length: .hours(1), lifted: .zero)]
        }
        remedy = AbuseRemedy(from: &form)
        letters = AbuseLetters(from: &form)
        let names = classes.flatMap(\.categories)
        if Set(names).count != names.count {
            form.refuse("classes", "a category is in two classes", remedy: "name each category once")
        }
    }

    package static let cautious = AbusePolicy(mode: .shadow)

    /// The class of a category; one that no file names is for people alone.
    package func rule(for category: AbuseCategory) -> AbuseClass {
        classes.first { $0.categories.contains(category) } ?? AbuseClass(name: category.rawValue, categories: [category])
    }

    /// The block of this rung, from 1; beyond the ladder's end, its last.
    package func rung(_ number: Int64) -> AbuseRung {
        ladder[Int(min(max(number, 1), Int64(ladder.count))) - 1]
    }
}

/// A source of reports that the desk has connected and vouches for.
package struct AbuseFeed: Hashable, Sendable {
    package var name: String
    /// The AMQP user it must come from; nil: whoever may publish reports.
    package var user: String?
    package var points: Int64

    package init(name: String, user: String? = nil, points: Int64) {
        self.name = name
        self.user = user
        self.points = points
    }

    init(from form: inout Form) {
        name = form.text("name", "the channel's name", limit: 64)
        user = form.optionalText("user", "the AMQP user it must come from", limit: 64)
        points = form.integer("points", "what a report of it is worth", in: -1000...1000)
    }
}

/// One rung of the ladder.
package struct AbuseRung: Hashable, Sendable {
    package var length: Pause
    /// How long after its beginning the holder may ask for the end.
    package var lifted: Pause

    package init(length: Pause, lifted: Pause) {
        self.length = length
        self.lifted = lifted
    }

    init(from form: inout Form) {
        length = .hours(form.integer("hours", "how long the block lasts", in: 1...8760))
        lifted = .minutes(form.integer("unblockAfterMinutes", "when the holder may first ask for the end", in: 0...525_600))
    }
}
