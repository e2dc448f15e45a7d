/// Which documents prove a registration, country by country (VER-2).
package struct CertificatePolicy: Policy {
    package static let name = "certificates"

    /// Countries whose companies can be registered, ISO 3166-1 alpha-2.
    package var countries: [String]

    package init(countries: [String]) {
        self.countries = countries
    }

    package init(from form: inout Form) {
        countries = form.texts("countries", "countries whose companies can be registered", limit: 250)
    }

    package static let cautious = CertificatePolicy(countries: ["FR"])
}
