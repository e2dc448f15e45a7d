/// People as events name them in `by`.
package enum PersonName {
    /// Letters and digits alone, so that no spelling of one's own name makes a second person (SEC-10).
    package static func folded(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    /// True where this is none of the others, as far as can be told.
    package static func isAnother(_ name: String, than others: [String?]) -> Bool {
        !others.contains { $0.map(folded) == folded(name) }
    }
}
