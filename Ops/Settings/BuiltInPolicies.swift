/// The policies that come with the program. A new file is listed here, and one that counted once never changes.
enum BuiltInPolicies {
    static let files = [
        PolicyFiles.File(name: "abuse-2026-11-01.yaml", text: text(PackageResources.abuse_2026_11_01_yaml)),
        PolicyFiles.File(name: "accounts-2026-11-01.yaml", text: text(PackageResources.accounts_2026_11_01_yaml)),
        PolicyFiles.File(name: "calendars-2026-11-01.yaml", text: text(PackageResources.calendars_2026_11_01_yaml)),
        PolicyFiles.File(name: "certificates-2026-11-01.yaml", text: text(PackageResources.certificates_2026_11_01_yaml)),
        PolicyFiles.File(name: "companies-2026-11-01.yaml", text: text(PackageResources.companies_2026_11_01_yaml)),
        PolicyFiles.File(name: "documents-2026-11-01.yaml", text: text(PackageResources.documents_2026_11_01_yaml)),
        PolicyFiles.File(name: "firewall-2026-11-01.yaml", text: text(PackageResources.firewall_2026_11_01_yaml)),
        PolicyFiles.File(name: "network-2026-11-01.yaml", text: text(PackageResources.network_2026_11_01_yaml)),
        PolicyFiles.File(name: "verification-2026-11-01.yaml", text: text(PackageResources.verification_2026_11_01_yaml)),
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
