import Core
import Testing

@testable import guichet

/// VER-2: the policy that comes with the program, and what `guichet number` makes of it.
@Suite struct `The countries whose companies can be registered` {
    private let policy: CertificatePolicy

    init() throws { policy = try PolicyFiles.policies(in: nil).certificates.all[0].policy }

    @Test func `are those whose numbers are known, each with its document and its own number`() {
        #expect(Set(policy.countries) == Set(RegistrationNumber.countries))
        for country in policy.entries {
            let known = Set(RegistrationNumber.looks(in: country.code).map(\.kind)).union([
                .rcs, .hra, .hrb, .gnr, .pr, .vr, .gsr,
            ])
            #expect(country.numbers.allSatisfy(known.contains), "\(country.code)")
            #expect(!country.documents.isEmpty && !country.authority.isEmpty, "\(country.code)")
        }
        for kind in ["kbis", "handelsregisterauszug", "nota-simple-mercantil", "visura-camerale", "kvk-uittreksel"] {
            #expect(policy.kind(kind) != nil, "\(kind)")
        }
    }

    /// VER-16: two kinds of numbers that do not follow from each other would let one company in twice.
    @Test func `take only numbers that lead to one key`() throws {
        for country in policy.entries {
            let looks = RegistrationNumber.looks(in: country.code).filter { country.numbers.contains($0.kind) }
            for look in looks {
                let number = try policy.number(look.example, country: country.code).get()
                // A key with a part of its own is that of a number which is not the register's.
                let isCourts = country.code == "DE" && number.key.split(separator: ":").count == 3
                #expect(isCourts || number.key.split(separator: ":").count == 2, "\(country.code) \(number)")
            }
        }
    }

    @Test func `are shown with what their numbers look like, and what is wrong with one`() throws {
        let right = RegistrationFinding("RCS Paris B 732 829 320", country: "FR", policy)
        #expect(right.problem == nil && right.text.contains("FR:732829320") && right.text.contains("kbis"))
        #expect(right.value.object?["accepted"] == true && right.value.object?["documents"]?.array?.isEmpty == false)

        let other = RegistrationFinding("DE129304291", country: "DE", policy)
        #expect(other.problem != nil && other.number?.kind == .vat && other.text.contains("no"))
        #expect(other.value.object?["problem"]?.object?["remedy"]?.string?.contains("HRB") == true)

        let wrong = RegistrationFinding("732 829 321", country: "FR", policy)
        #expect(wrong.number == nil && wrong.text.isEmpty && wrong.value.object?["key"] == .null)
        #expect(wrong.value.object?["problem"]?.object?["message"]?.string?.contains("position 9") == true)

        let spain = try #require(RegistrationCountry(of: "es", policy))
        #expect(spain.text.contains("nota-simple-mercantil") && spain.text.contains("B64717838"))
        #expect(RegistrationCountry(of: "XX", policy) == nil)
        let listing = RegistrationCountries(policy: policy)
        #expect(listing.value.array?.count == policy.entries.count)
        #expect(listing.text.split(separator: "\n").count == 1 + policy.entries.flatMap(\.documents).count)
    }
}
