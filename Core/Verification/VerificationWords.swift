/// Sentences that mails of a verification are put together from.
enum VerificationWords {
    /// VER-12: where questions go.
    static func help(_ address: String?, in locale: Locale) -> String {
        switch (locale, address) {
        case (.french, let address?): "Une question sur cette demande ou sur un document ? Écrivez à \(address)."
        case (.french, nil): "Une question sur cette demande ou sur un document ? Ouvrez un ticket sur le portail."
        case (.english, let address?): "Questions about this request or a document? Write to \(address)."
        case (.english, nil): "Questions about this request or a document? Open a ticket on the portal."
        }
    }

    /// What a field of the registration is called.
    static func field(_ name: String?, in locale: Locale) -> String {
        guard let name else { return "-" }
        let words: (french: String, english: String)? =
            switch name {
            case "legalName": ("dénomination sociale", "legal name")
            case "registrationNumber": ("numéro d'immatriculation", "registration number")
            case "country": ("pays", "country")
            case "companyType": ("type de société", "company type")
            case "document", "certificate": ("certificat d'immatriculation", "registration certificate")
            default: nil
            }
        return words.map { locale == .french ? $0.french : $0.english } ?? name
    }

    /// What a rejection changes for the company.
    static func standing(_ standing: Standing, until expires: Moment?, in locale: Locale) -> String {
        switch (locale, standing) {
        case (.french, .verified): "Votre société reste vérifiée jusqu'à la fin de sa vérification actuelle."
        case (.french, _): "Aucun service ne peut être commandé pour cette société."
        case (.english, .verified): "Your company stays verified until its present verification ends."
        case (.english, _): "No services can be ordered for this company."
        }
    }

    static func rung(_ percent: Int64, in locale: Locale) -> String {
        switch locale {
        case .french: "\(percent) % du délai de vérification est écoulé"
        case .english: "\(percent)% of the time for the verification is used"
        }
    }

    static func proposal(_ proposal: VerificationProposal, in locale: Locale) -> String {
        let what =
            switch (locale, proposal.kind) {
            case (.french, .approval): "une approbation"
            case (.french, .fraud): "une suspicion de fraude"
            case (.french, .revocation): "une révocation"
            case (.english, .approval): "an approval"
            case (.english, .fraud): "a suspicion of fraud"
            case (.english, .revocation): "a revocation"
            }
        return switch locale {
        case .french: "\(what), proposée par \(proposal.by), attend une seconde personne"
        case .english: "\(what), proposed by \(proposal.by), waits for a second person"
        }
    }

    static func lapsed(_ proposal: VerificationProposal, in locale: Locale) -> String {
        switch locale {
        case .french: "la proposition de \(proposal.by) est restée sans seconde personne"
        case .english: "the proposal of \(proposal.by) found no second person"
        }
    }
}
