/// People as events name them in `by`.
package enum PersonName {
    /// True where this is none of the others, as far as can be told: no spelling of one's own name makes a second person (SEC-10),
    /// be it by case, by signs, or by the order of its words.
    package static func isAnother(_ name: String, than others: [String?]) -> Bool {
        !others.compactMap(\.self).contains { letters(of: $0) == letters(of: name) || words(of: $0) == words(of: name) }
    }

    private static func letters(of name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    private static func words(of name: String) -> [String] {
        name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).sorted()
    }
}
