/// How far blocks may go: the blast radius (ABU-7), and what takes two people (SEC-10).
package struct FirewallPolicy: Policy {
    package static let name = "firewall"

    /// Blocks in any 60 seconds, of all customers together.
    package var perMinute: Int64
    /// Blocks that cases ask for of one customer, in any hour.
    package var perCustomerPerHour: Int64
    /// The shortest prefix that may be blocked, and so the most addresses.
    package var shortest4: Int64
    package var shortest6: Int64
    /// The longest a block may last.
    package var longestHours: Int64
    /// How long a block lasts that a person ordered without an end.
    package var orderHours: Int64
    /// How long an order against a guard waits for its second person.
    package var proposalMinutes: Int64
    /// A block that was to last at least so long is ended by two people; nil: by one.
    package var twoPeopleFromHours: Int64?
    /// A block whose case has not asked for its end is ended by two people.
    package var twoPeopleUnattested: Bool
    /// The second person is told by an AMQP account of their own too. Only where each person of the desk has one.
    package var ownAccounts: Bool

    package init(
        perMinute: Int64, perCustomerPerHour: Int64 = 20, shortest4: Int64 = 32, shortest6: Int64 = 64,
        longestHours: Int64 = 720, orderHours: Int64 = 24, proposalMinutes: Int64 = 60, twoPeopleFromHours: Int64? = 720,
        twoPeopleUnattested: Bool = false, ownAccounts: Bool = false
    ) {
        self.perMinute = perMinute
        self.perCustomerPerHour = perCustomerPerHour
        self.shortest4 = shortest4
        self.shortest6 = shortest6
        self.longestHours = longestHours
        self.orderHours = orderHours
        self.proposalMinutes = proposalMinutes
        self.twoPeopleFromHours = twoPeopleFromHours
        self.twoPeopleUnattested = twoPeopleUnattested
        self.ownAccounts = ownAccounts
    }

    package init(from form: inout Form) {
        perMinute = form.integer("perMinute", "blocks in any 60 seconds, of all customers together", in: 0...1_000_000)
        perCustomerPerHour = form.integer(
            "perCustomerPerHour", "blocks that cases ask for of one customer, in any hour", in: 0...1_000_000)
        shortest4 = form.integer("shortest4", "the shortest IPv4 prefix that may be blocked", in: 16...32)
        shortest6 = form.integer("shortest6", "the shortest IPv6 prefix that may be blocked", in: 32...128)
        longestHours = form.integer("longestHours", "the longest a block may last", in: 1...87_600)
        orderHours = form.integer("orderHours", "how long a block lasts that was ordered without an end", in: 1...87_600)
        proposalMinutes = form.integer(
            "proposalMinutes", "how long an order against a guard waits for its second person", in: 1...10_080)
        twoPeopleFromHours = form.optionalInteger(
            "twoPeopleFromHours", "a block that was to last so long is ended by two people", in: 0...87_600)
        twoPeopleUnattested = form.flag(
            "twoPeopleUnattested", "a block whose case has not asked for its end is ended by two people", else: true)
        ownAccounts = form.flag(
            "ownAccounts", "the second person has another AMQP account than the first", else: false)
    }

    package static let cautious = FirewallPolicy(perMinute: 0)
}
