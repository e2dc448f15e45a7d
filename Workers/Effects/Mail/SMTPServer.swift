import Foundation

/// The mail server, by its URL: `smtp://[user:password@]host[:port][/name][?tls=…&cacertfile=…]`, or `smtps://…`.
///
/// `name` is what we call ourselves in EHLO. `tls` is for `smtp` only:
/// - `starttls`: encrypted, with a certificate that was checked, or not at all. The default where a password is given.
/// - `opportunistic`: encrypted where the server offers it; the certificate is checked only where `cacertfile` is given
///   (RFC 7435). The default otherwise.
/// - `none`: never encrypted.
struct SMTPServer: Hashable, Sendable {
    enum Encryption: String, CaseIterable, Sendable {
        case starttls, opportunistic, none
        /// From the first byte: `smtps`.
        case implicit
    }

    /// Without credentials and parameters.
    let url: String
    let user: String?
    let password: String?
    let encryption: Encryption
    let authorities: String?

    init(_ text: String) throws(MailSettingProblems) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            scheme == "smtp" || scheme == "smtps", let host = parts.bracketedHost, !host.isEmpty, parts.fragment == nil
        else {
            throw MailSettingProblems(problems: [
                "GUICHET_SMTP_URL: give smtp://host:port or smtps://host:port, with special characters percent-encoded"
            ])
        }
        var problems: [String] = []
        var encryption = scheme == "smtps" ? Encryption.implicit : parts.password == nil ? .opportunistic : .starttls
        var authorities: String?
        for item in parts.queryItems ?? [] {
            switch (item.name, item.value ?? "") {
            case ("tls", let value):
                if scheme == "smtp", let choice = Encryption(rawValue: value), choice != .implicit {
                    encryption = choice
                } else if !(scheme == "smtps" && value == Encryption.implicit.rawValue) {
                    problems.append("tls is one of starttls, opportunistic, none, for smtp://")
                }
            case ("cacertfile", let value):
                if access(value, R_OK) != 0 { problems.append("cacertfile: \(value) cannot be read") }
                authorities = value
            default: problems.append("there is no parameter “\(item.name)”: tls or cacertfile")
            }
        }
        if parts.password != nil, parts.user?.isEmpty != false { problems.append("a password needs a user") }
        if parts.user != nil, parts.password == nil { problems.append("a user needs a password") }
        if [parts.user, parts.password].contains(where: { $0?.utf8.contains { $0 < 0x20 || $0 == 0x7F } == true }) {
            problems.append("a control character in user or password")
        }
        let name = parts.percentEncodedPath.dropFirst()
        if !name.utf8.allSatisfy({ (0x2D...0x2E).contains($0) || (0x30...0x3A).contains($0) || (0x41...0x7A).contains($0) }) {
            problems.append("after the host comes the name for EHLO, if any")
        }
        if let port = parts.port, !(1...65535).contains(port) { problems.append("there is no port \(port)") }
        guard problems.isEmpty else {
            throw MailSettingProblems(problems: problems.map { "GUICHET_SMTP_URL: \($0)" })
        }
        let port = parts.port.map { ":\($0)" } ?? ""
        url = "\(scheme)://\(host)\(port)\(name.isEmpty ? "" : "/\(name)")"
        user = parts.user
        password = parts.password
        self.encryption = encryption
        self.authorities = authorities
    }

    /// A certificate that is not checked only keeps listeners out, which is all that is asked where plain text is allowed too.
    var checksCertificate: Bool { encryption != .opportunistic || authorities != nil }
}

extension URLComponents {
    /// With the brackets of an IPv6 address.
    fileprivate var bracketedHost: String? {
        guard let host else { return nil }
        return host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    }
}
