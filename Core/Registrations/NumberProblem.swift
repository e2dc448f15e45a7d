/// Why a text is no registration number, and how to mend it.
package struct NumberProblem: Error, Hashable, Sendable {
    package let message: String
    package let remedy: String

    package init(_ message: String, remedy: String) {
        self.message = message
        self.remedy = remedy
    }

    /// The same, as the producer of an event reads it.
    package func reason(rule: String = "VER-2", field: String = "registrationNumber") -> Reason {
        Reason(rule: rule, field: field, message: message, remedy: remedy)
    }

    static let copy = "copy the number from the certificate of registration"

    /// - Parameter position: of the check character, counted from 1 in the number as it is quoted.
    static func checkDigit(_ kind: NumberKind, _ text: String, at position: Int, expected: String?) -> NumberProblem {
        let check = "“\(NumberProblem.character(of: text, at: position))” at position \(position) of “\(text)”"
        guard let expected else {
            return NumberProblem(
                "“\(text)” was never given out as \(kind.name): no check digit fits the digits before position \(position)",
                remedy: "one digit is wrong, or two are swapped: \(copy)")
        }
        return NumberProblem(
            "\(check) is not the check character of \(kind.name): the others ask for “\(expected)”",
            remedy: "one character is wrong, or two are swapped: \(copy)")
    }

    /// The check digits stand for the whole number and say nothing of a place.
    static func checkSum(_ kind: NumberKind, _ text: String) -> NumberProblem {
        NumberProblem(
            "“\(text)” is not \(kind.name): its check digits do not fit the rest",
            remedy: "one character is wrong, or two are swapped: \(copy)")
    }

    static func part(_ kind: NumberKind, _ text: String, _ what: String) -> NumberProblem {
        NumberProblem("“\(text)” is not \(kind.name): \(what)", remedy: copy)
    }

    private static func character(of text: String, at position: Int) -> String {
        let bytes = Array(text.utf8)
        return bytes.indices.contains(position - 1) ? String(decoding: [bytes[position - 1]], as: UTF8.self) : ""
    }
}
