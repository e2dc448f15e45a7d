import Core
import Foundation
import Testing

/// VER-2: numbers that others found, and what they came to there.
@Suite(.enabled(if: RegistrationSamples.areWanted, RegistrationSamples.absence))
struct `Registration numbers that others collected` {
    @Test func `come to the same here, module by module and row by row`() throws {
        var tried: [String: Int] = [:]
        for row in try RegistrationSamples.rows("stdnum-vectors.tsv") {
            guard let module = RegistrationSamples.modules[row[0]] else { continue }
            let text = Self.spelled(row[1], module.prefix)
            let number = RegistrationSamples.read(text, module.country)
            let isRight = number.map { module.kinds.contains($0.kind) } ?? false
            #expect(isRight == (row[3] == "valid"), "\(row[0]) \(text): \(String(describing: number))")
            tried[row[0], default: 0] += 1
        }
        #expect(Set(tried.keys) == Set(RegistrationSamples.modules.keys))
        #expect(tried.values.reduce(0, +) == 451)
    }

    @Test func `of the EU's tax offices come to the same normal form`() throws {
        var tried = 0
        for row in try RegistrationSamples.rows("stdnum-vectors.tsv") where row[0] == "eu.vat" {
            // One row is of the one-stop shop for companies outside the EU: it is nobody's entry in a register.
            if row[1] == "EU372022452" { continue }
            let letters = row[1].uppercased().filter(\.isLetter).prefix(2)
            let number = RegistrationSamples.read(row[1], String(letters))
            #expect((number != nil) == (row[3] == "valid"), "\(row[1])")
            // Northern Ireland's traders have British numbers.
            let wanted = row[2].hasPrefix("XI") ? "GB" + row[2].dropFirst(2) : row[2][...]
            if let number { #expect(number.text == wanted && number.kind == .vat) }
            tried += 1
        }
        #expect(tried == 335)
    }

    @Test func `of France are all known`() throws {
        var tried = 0
        for row in try RegistrationSamples.rows("fr-siren-siret.tsv") {
            let number = RegistrationSamples.read(row[0], "FR")
            #expect((number != nil) == (row[2] == "valid"), "\(row[0])")
            if let number {
                #expect(number.kind.rawValue == row[1] && number.text == row[0] && number.key == "FR:\(row[0].prefix(9))")
            }
            tried += 1
        }
        #expect(tried == 119)
    }

    /// With the letters that the module takes for granted.
    private static func spelled(_ text: String, _ prefix: String) -> String {
        text.uppercased().trimmingCharacters(in: .whitespaces).hasPrefix(prefix) ? text : prefix + text
    }
}
