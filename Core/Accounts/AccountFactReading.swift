extension AccountFact {
    package init?(name: String, data: Object) {
        guard let fact = AccountFact.signUp(name, data) ?? AccountFact.access(name, data) ?? AccountFact.end(name, data) else {
            return nil
        }
        self = fact
    }

    /// The way to an active account.
    private static func signUp(_ name: String, _ data: Object) -> AccountFact? {
        switch name {
        case "account.signed_up":
            guard let email = data["email"]?.string, let locale = data["locale"]?.string.flatMap(Locale.init(rawValue:)),
                let link = data["link"]?.object.flatMap(VerificationLink.init)
            else { return nil }
            return .signedUp(email: email, locale: locale, link: link)
        case "account.verification_resent":
            return data["link"]?.object.flatMap(VerificationLink.init).map { .verificationResent(link: $0) }
        case "account.email_confirmed": return .emailConfirmed
        case "account.password_set": return .passwordSet
        case "account.profile_completed": return Profile(data).map { .profileCompleted($0) }
        case "account.profile_changed": return Profile(data).map { .profileChanged($0) }
        default: return nil
        }
    }

    /// Ways back in, the second factor, partners.
    private static func access(_ name: String, _ data: Object) -> AccountFact? {
        switch name {
        case "account.recovery_requested":
            guard let kind = data["kind"]?.string.flatMap(RecoveryKind.init(rawValue:)) else { return nil }
            return .recoveryRequested(kind, link: data["link"]?.object.flatMap(VerificationLink.init))
        case "account.password_recovered": return .passwordRecovered
        case "account.reset":
            guard let reason = data["reason"]?.string.flatMap(ResetReason.init(rawValue:)), let by = data["by"]?.string,
                let link = data["link"]?.object.flatMap(VerificationLink.init)
            else { return nil }
            return .reset(reason, by: by, link: link)
        case "account.second_factor_enrolled": return data["secretRef"]?.string.map { .secondFactorEnrolled(reference: $0) }
        case "account.partner_ordered": return PartnerTerms(data).map { .partnerOrdered($0) }
        case "account.partner_option_ordered": return data["by"]?.string.map { .partnerOptionOrdered(by: $0) }
        case "account.partner_option_answered":
            guard let by = data["by"]?.string, let answer = data["option"]?.string.flatMap(PartnerAnswer.init(rawValue:)) else {
                return nil
            }
            return .partnerOptionAnswered(by: by, answer)
        default: return nil
        }
    }

    private static func end(_ name: String, _ data: Object) -> AccountFact? {
        switch name {
        case "account.deletion_requested":
            guard let by = data["requestedBy"]?.string, let due = data["due"]?.string.flatMap({ Moment(rfc3339: $0) }) else {
                return nil
            }
            return .deletionRequested(by: by, words: data["words"]?.string, due: due)
        case "account.deletion_approved": return data["by"]?.string.map { .deletionApproved(by: $0) }
        case "account.deletion_withdrawn": return data["requestedBy"]?.string.map { .deletionWithdrawn(by: $0) }
        case "account.erased": return .erased
        case "account.traces_erased": return .tracesErased
        default: return nil
        }
    }
}
