import Core

/// What the wall consists of, in the language of libnftables (JSON): a table of its own, a set for each scope and length of
/// prefix, and a chain that looks into them.
///
/// A prefix is looked up by its masked address in a set of its own length. So no set needs intervals, in which a network and an
/// address of it could not stand side by side, and which cost the more to change the larger they are.
struct Ruleset {
    static let table = "guichet"
    static let chain = "egress"

    /// One set, and the rules that look into it.
    struct Place: Hashable, Comparable {
        let scope: BlockScope
        let family: IPAddress.Family
        let length: Int

        init(_ scope: BlockScope, _ family: IPAddress.Family, _ length: Int) {
            self.scope = scope
            self.family = family
            self.length = length
        }

        init(of target: BlockTarget) {
            self.init(target.scope, target.prefix.base.family, target.prefix.length)
        }

        /// `smtp_block4`, and `smtp_block6_64` for what is not one address.
        var set: String {
            let name = "\(scope.rawValue)_block\(family.rawValue)"
            return length == family.width ? name : "\(name)_\(length)"
        }

        static func < (left: Place, right: Place) -> Bool {
            (left.scope.rawValue, left.family, -left.length) < (right.scope.rawValue, right.family, -right.length)
        }
    }

    /// What policies ask for. Other lengths are added as they come.
    static let usual: Set<Place> = Set(
        BlockScope.allCases.flatMap { [Place($0, .v4, 32), Place($0, .v6, 128), Place($0, .v6, 64)] })

    let places: [Place]
    /// Of the chain at the hook `forward`: before the filter of the system (0), so that it is not let through there.
    let priority: Int

    init(_ places: Set<Place>, priority: Int) {
        self.places = places.sorted()
        self.priority = priority
    }

    /// Makes table, sets and chain where they are missing, and the chain's rules anew, at once: never twice, and never missing
    /// in between. The elements of the sets stay.
    func document(afresh: Bool) -> String {
        var commands: [String] = []
        if afresh {
            commands.append(#"{"add":{"table":{"family":"inet","name":"guichet"}}}"#)
            commands.append(#"{"delete":{"table":{"family":"inet","name":"guichet"}}}"#)
        }
        commands.append(#"{"add":{"table":{"family":"inet","name":"guichet"}}}"#)
        for scope in BlockScope.allCases {
            commands.append(#"{"add":{"counter":{"family":"inet","table":"guichet","name":"\#(scope.rawValue)_rejects"}}}"#)
        }
        for place in places {
            let type = place.family == .v4 ? "ipv4_addr" : "ipv6_addr"
            commands.append(
                #"{"add":{"set":{"family":"inet","table":"guichet","name":"\#(place.set)","type":"\#(type)","flags":["timeout"]}}}"#
            )
        }
        let chain = #""family":"inet","table":"guichet","name":"egress""#
        commands.append(#"{"add":{"chain":{\#(chain),"type":"filter","hook":"forward","prio":\#(priority),"policy":"accept"}}}"#)
        commands.append(#"{"flush":{"chain":{\#(chain)}}}"#)
        for place in places { commands += rules(of: place) }
        return Ruleset.document(commands)
    }

    static func document(_ commands: [String]) -> String { #"{"nftables":[\#(commands.joined(separator: ","))]}"# }

    private func rules(of place: Place) -> [String] {
        switch place.scope {
        case .smtp:
            // No look at the connection's state: sessions that are open end too.
            return [rule(place, "saddr", before: [match(#"{"payload":{"protocol":"tcp","field":"dport"}}"#, "25")], "tcp reset")]
        case .all:
            return ["saddr", "daddr"].map { rule(place, $0, before: [], "admin-prohibited") }
        }
    }

    private func rule(_ place: Place, _ field: String, before: [String], _ answer: String) -> String {
        let payload = #"{"payload":{"protocol":"\#(place.family == .v4 ? "ip" : "ip6")","field":"\#(field)"}}"#
        let whole = IPAddress(place.family, bits: place.family == .v4 ? 0xFFFF_FFFF : .max)
        let mask = IPPrefix(whole, length: place.length).base
        let key = place.length == place.family.width ? payload : #"{"&":[\#(payload),"\#(mask)"]}"#
        let reject =
            answer == "tcp reset"
            ? #"{"reject":{"type":"tcp reset"}}"# : #"{"reject":{"type":"icmpx","expr":"\#(answer)"}}"#
        let parts = before + [match(key, #""@\#(place.set)""#), #"{"counter":"\#(place.scope.rawValue)_rejects"}"#, reject]
        return #"{"add":{"rule":{"family":"inet","table":"guichet","chain":"egress","expr":[\#(parts.joined(separator: ","))]}}}"#
    }

    private func match(_ left: String, _ right: String) -> String { #"{"match":{"op":"==","left":\#(left),"right":\#(right)}}"# }
}
