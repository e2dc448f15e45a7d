import ArgumentParser
import Core

struct RegistrationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "number", abstract: "Checks the registration number of a company, and says what proves it.",
        discussion: """
            Nothing is asked of any server: check digits show that a number was copied
            well, not that it was given out. Exit status 1 where no company can be
            registered by it.

              guichet number FR "RCS Paris B 732 829 320"
              guichet number DE "HRB 49263, Amtsgericht Köln"
              guichet number FR              what its numbers and documents look like
              guichet number --countries     every country's documents

            JSON: {"given", "country", "accepted", "kind", "number", "key",
            "documents": [{"kind", "name", "french", "english", "maximumAgeDays": null
            where it never ages, "signed"}], "authority", "site", "problem":
            {"message", "remedy"} | null}; kind, number and key are null where it is
            no number. For a country: {"country", "numbers": [{"kind", "looks",
            "example", "accepted"}], "documents", "authority", "site"}; for
            --countries a list of these.
            """)

    @Argument(help: "Its country, ISO 3166-1: FR.")
    var country: String?

    @Argument(help: "The number as it was given, best in quotes.")
    var number: [String] = []

    @Flag(help: "Every country whose companies can be registered.")
    var countries = false

    @OptionGroup var reply: Reply

    func validate() throws {
        if countries == (country != nil) { throw ValidationError("give a country and a number, or --countries alone") }
    }

    func run() throws {
        let policies = try PolicyFiles.policies(in: try ServerAddress.folder("GUICHET_POLICIES"))
        let policy = policies.certificates.at(WallClock.now()).policy
        guard let country else {
            let listing = RegistrationCountries(policy: policy)
            reply.give(listing.value, listing.text)
            return
        }
        if number.isEmpty {
            guard let portrait = RegistrationCountry(of: country, policy) else {
                throw Complaint(
                    .refused, "companies of “\(country)” cannot be registered",
                    remedy: "those that can: guichet number --countries")
            }
            reply.give(portrait.value, portrait.text)
            return
        }
        let finding = RegistrationFinding(number.joined(separator: " "), country: country, policy)
        if reply.isJSON || finding.number != nil { reply.give(finding.value, finding.text) }
        if let problem = finding.problem { throw Complaint(.refused, problem.message, remedy: problem.remedy) }
    }
}
