/// Who is told about a contract, and connects to it (ACC-14). A mailbox; the person behind it may have an account or not.
package struct TechnicalContact: Hashable, Sendable {
    package let email: String
    package let locale: Locale
    package let since: Moment

    package init(email: String, locale: Locale, since: Moment) {
        self.email = email
        self.locale = locale
        self.since = since
    }

    package func isAt(_ address: String) -> Bool { Account.key(of: email) == Account.key(of: address) }

    var value: Value {
        ["email": .string(email), "locale": .string(locale.rawValue), "since": .moment(since)]
    }

    init?(_ value: Value) {
        guard let object = value.object, let email = object["email"]?.string,
            let locale = object["locale"]?.string.flatMap(Locale.init),
            let since = object["since"]?.string.flatMap({ Moment(rfc3339: $0) })
        else { return nil }
        self.init(email: email, locale: locale, since: since)
    }
}
