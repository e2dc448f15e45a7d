/// A policy in its versions, each with the instant from which it counts. The past is judged by what counted then.
package struct Dated<Policy: Sendable & Hashable>: Hashable, Sendable {
    package struct Version: Hashable, Sendable {
        package let effective: Moment
        /// What a decision cites: `abuse 2026-11-01`.
        package let name: String
        package let policy: Policy

        package init(effective: Moment, name: String, policy: Policy) {
            self.effective = effective
            self.name = name
            self.policy = policy
        }
    }

    private let versions: [Version]

    /// Nil where there is no version at all.
    package init?(_ versions: [Version]) {
        if versions.isEmpty { return nil }
        self.versions = versions.sorted { $0.effective < $1.effective }
    }

    package init(_ only: Version) {
        versions = [only]
    }

    /// The version that counts at this instant; before the first, the first.
    package func at(_ moment: Moment) -> Version {
        versions.last { $0.effective <= moment } ?? versions[0]
    }

    package var all: [Version] { versions }
}
