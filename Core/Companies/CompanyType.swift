/// What a company does, by its own word and then by that of the staff (VER-4, VER-5, VER-6).
package enum CompanyType: String, CaseIterable, Sendable {
    case enterprise, xaas, cloud
    case dataCenter = "data-center"
    case internetExchange = "internet-exchange"
    case serviceProvider = "service-provider"

    /// VER-4: without a distribution agreement a company is one of these two.
    package var needsDistributionAgreement: Bool { self != .enterprise && self != .xaas }
}
