/// The few words that a letter takes from the data, in its reader's language.
package enum CompanyWords {
    static func noReason(in locale: Locale) -> String {
        switch locale {
        case .french: "aucun motif n'a été indiqué"
        case .english: "no reason was given"
        }
    }
}

extension RoleGrant {
    package func words(in locale: Locale) -> String {
        switch (role, scope?.kind, locale) {
        case (.administrator, _, .french): "administrateur, sans limite au sein de l'entreprise"
        case (.administrator, _, .english): "administrator, without limits within the company"
        case (.user, .contract, .french): "utilisateur, limité au contrat \(scope?.id ?? "")"
        case (.user, .contract, .english): "user, limited to the contract \(scope?.id ?? "")"
        case (.user, .client, .french): "utilisateur, limité au client \(scope?.id ?? "")"
        case (.user, .client, .english): "user, limited to the client \(scope?.id ?? "")"
        case (.user, nil, .french): "utilisateur"
        case (.user, nil, .english): "user"
        }
    }
}

extension CompanyType {
    package func words(in locale: Locale) -> String {
        switch (self, locale) {
        case (.enterprise, .french): "Entreprise"
        case (.enterprise, .english): "Enterprise"
        case (.xaas, _): "XaaS"
        case (.cloud, _): "Cloud"
        case (.dataCenter, .french): "Centre de données"
        case (.dataCenter, .english): "Data Center"
        case (.internetExchange, .french): "Point d'échange Internet"
        case (.internetExchange, .english): "Internet Exchange"
        case (.serviceProvider, .french): "Opérateur ou fournisseur d'accès"
        case (.serviceProvider, .english): "Service Provider"
        }
    }
}
