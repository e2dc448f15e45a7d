/// What is known of a target from our own prefixes: whether it is ours at all (ABU-5), and whether it is protected.
package struct OwnPrefixes: Hashable, Sendable {
    package let isOurs: Bool
    /// The protected prefixes that lie in the target, or in which it lies.
    package let protected: [IPPrefix]

    package init(isOurs: Bool, protected: [IPPrefix]) {
        self.isOurs = isOurs
        self.protected = protected
    }

    /// Answered by the prefixes of ours, of now, that overlap the target.
    package static func ask(of prefix: IPPrefix) -> Ask { Ask("prefixes of", ["address": .string(prefix.description)]) }

    /// No answer is as good as none of ours.
    package init(about prefix: IPPrefix, in circumstances: Circumstances) {
        let rows = circumstances.answers[OwnPrefixes.ask(of: prefix)] ?? []
        let found = rows.compactMap { row in
            (row["prefix"]?.string).flatMap { IPPrefix($0) }.map { (prefix: $0, isProtected: row["protected"]?.bool ?? true) }
        }
        isOurs = found.contains { $0.prefix.contains(prefix) }
        protected = found.filter { $0.isProtected && ($0.prefix.contains(prefix) || prefix.contains($0.prefix)) }.map(\.prefix)
    }
}
