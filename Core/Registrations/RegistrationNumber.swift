/// A number of a company, read and checked offline (VER-2). Check digits prove that it was copied well, not that it was given out.
package struct RegistrationNumber: Hashable, Sendable {
    /// Of the register, ISO 3166-1 alpha-2: Greece is `GR`, Northern Ireland `GB`, and a French VAT number may be of `MC`.
    package let country: String
    package let kind: NumberKind
    /// At most so many bytes of text.
    package static let limit = 64

    /// Without what people write around and between; reading it again gives the same number.
    package let text: String
    /// What numbers of one legal entity have in common (VER-16), as far as one follows from the other: `FR:517403572` for a
    /// SIREN, its SIRETs, its VAT number and its entry in the RCS. Where a number says nothing of the register's, its own
    /// kind is in the key: `DE:VAT:…`, `LEI:…`.
    package let key: String
    /// The characters to look for in a document of this company, without separators.
    package let stem: String

    /// - Parameter country: ISO 3166-1 alpha-2; `EL`, `XI` and `UK` are understood.
    package static func read(_ text: String, country: String) -> Result<RegistrationNumber, NumberProblem> {
        do throws(NumberProblem) {
            return .success(try NumberReader(country: country).number(in: text))
        } catch {
            return .failure(error)
        }
    }

    /// What the numbers of a country look like.
    package static func looks(in country: String) -> [NumberLook] {
        NumberBook.code(of: country).flatMap { NumberBook.countries[$0]?.looks } ?? []
    }

    /// Countries whose own numbers are known here, in alphabetical order. An LEI is known everywhere.
    package static var countries: [String] { NumberBook.countries.keys.sorted() }
}

/// How one kind of number is written in a country.
package struct NumberLook: Hashable, Sendable, CustomStringConvertible {
    package let kind: NumberKind
    /// `9 digits`.
    package let looks: String
    package let example: String

    package var description: String { "\(kind.name) (\(looks), \(example))" }
}
