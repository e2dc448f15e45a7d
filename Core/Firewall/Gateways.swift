/// The gateways that enforce blocks: all that ever did and were not forgotten. One that is down is still one.
package enum Gateways {
    package static let ask = Ask("gateways", ["known": true])

    static func names(in circumstances: Circumstances) -> Set<String> {
        Set((circumstances.answers[ask] ?? []).compactMap { $0["name"]?.string })
    }
}

/// The blocks that are desired now and lie around an address, or in it.
package enum BlocksAround {
    package static func ask(of prefix: IPPrefix) -> Ask { Ask("blocks around", ["address": .string(prefix.description)]) }

    static func targets(_ prefix: IPPrefix, in circumstances: Circumstances) -> [String] {
        (circumstances.answers[ask(of: prefix)] ?? []).compactMap { $0["target"]?.string }.sorted()
    }
}
