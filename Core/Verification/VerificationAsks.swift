/// What decisions on a verification ask besides its own row.
extension Verification {
    /// One row for who registered the company: `account`, `email`, `locale`.
    package static func registrant(of company: String) -> Ask {
        Ask("verification registrant", ["company": .string(company)])
    }

    /// One row for each person of the company with whom a reviewer has something in common: `account`, `email`, and
    /// `tie`, which is `person` where it is the reviewer, `domain` where the mail domains are the same. `by` is the reviewer's
    /// address or account.
    package static func ties(of by: String, to company: String) -> Ask {
        Ask(
            "verification ties",
            [
                "company": .string(company), "account": .text(UUIDText.canonical(PersonName.plain(by))),
                "address": .text(EmailAddress.normalised(PersonName.plain(by))?.lowercased()),
            ])
    }

    /// Those who are written to.
    static func customers(of company: String) -> [Ask] { [registrant(of: company), .administrators(of: company)] }

    package static func asks(of review: some Review) -> [Ask] {
        [ties(of: review.by, to: review.company)] + customers(of: review.company)
    }

    package static func asks(of submission: DocumentSubmitted) -> [Ask] {
        [.document(submission.document.id)] + customers(of: submission.company)
            + person(submission.by, in: submission.company)
    }

    package static func asks(of answer: VerificationAnswered) -> [Ask] {
        customers(of: answer.company) + person(answer.by, in: answer.company)
    }

    package static func asks(of withdrawal: VerificationWithdrawn) -> [Ask] {
        customers(of: withdrawal.company) + person(withdrawal.by, in: withdrawal.company)
    }

    package static func asks(of due: VerificationCameDue) -> [Ask] { customers(of: due.company) }

    /// Whether an account acts for the company. Nobody is asked about what is no account.
    private static func person(_ by: String?, in company: String) -> [Ask] {
        by.flatMap(UUIDText.canonical).map { [.membership(of: $0, in: company)] } ?? []
    }
}

/// Whom a mail of a verification goes to.
struct VerificationReader: Hashable {
    let account: String
    let email: String
    let locale: Locale

    /// The registrant and the administrators, each once.
    static func all(of company: String, in circumstances: Circumstances) -> [VerificationReader] {
        var readers: [VerificationReader] = []
        for ask in Verification.customers(of: company) {
            for row in circumstances.answers[ask] ?? [] {
                guard let account = row["account"]?.string, let email = row["email"]?.string,
                    !readers.contains(where: { $0.account == account || $0.email.lowercased() == email.lowercased() })
                else { continue }
                let locale = row["locale"]?.string.flatMap(Locale.init) ?? .french
                readers.append(VerificationReader(account: account, email: email, locale: locale))
            }
        }
        return readers
    }
}
