import Core
import Foundation

/// A host and a port to listen on.
struct ListenAddress: Hashable, Sendable {
    /// A name or an address; IPv6 without its brackets.
    let host: String
    let port: UInt16
}

/// The forms that single settings have.
extension SettingsReader {
    /// `name@example.org` or `Some Name <name@example.org>`.
    mutating func sender(_ name: String) -> String {
        let remedy = "write it like `Cloud accounts <no-reply@example.org>`"
        guard let found = required(name, remedy) else { return "" }
        let address =
            if found.hasSuffix(">"), let open = found.lastIndex(of: "<") {
                String(found[found.index(after: open)...].dropLast())
            } else { found }
        let hidden = found.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
        if hidden || EmailAddress.normalised(address) == nil { refuse(name, "is no mail address", remedy) }
        return found
    }

    mutating func website(_ name: String) -> String {
        let remedy = "write it like https://portal.example.org"
        guard let found = required(name, remedy) else { return "" }
        let parts = URLComponents(string: found)
        let scheme = parts?.scheme?.lowercased()
        if scheme != "https" && scheme != "http" || (parts?.host ?? "").isEmpty {
            refuse(name, "is no http or https URL", remedy)
        } else if parts?.query != nil || parts?.fragment != nil || parts?.user != nil {
            refuse(name, "has a query, a fragment or a user in it", remedy)
        }
        return found.hasSuffix("/") ? String(found.dropLast()) : found
    }

    mutating func secret(_ name: String) -> Concealed {
        let remedy = "make one: `openssl rand -hex 32`, the same on every node"
        guard let found = required(name, remedy) else { return Concealed("") }
        if found.utf8.count < 32 { refuse(name, "is shorter than 32 bytes", remedy) }
        return Concealed(found)
    }

    mutating func address(_ name: String) -> ListenAddress? {
        guard let found = text(name) else { return nil }
        guard let colon = found.lastIndex(of: ":"), let port = UInt16(found[found.index(after: colon)...]), port > 0,
            let host = Self.host(String(found[..<colon]))
        else {
            refuse(name, "is not host:port", "write it like 127.0.0.1:9464 or [::1]:9464, or unset it to serve no metrics")
            return nil
        }
        return ListenAddress(host: host, port: port)
    }

    private static func host(_ text: String) -> String? {
        if text.hasPrefix("["), text.hasSuffix("]") { return text.count > 2 ? String(text.dropFirst().dropLast()) : nil }
        return text.isEmpty || text.contains(":") ? nil : text
    }

    mutating func gateway(_ name: String) -> String? {
        guard let found = text(name) else { return nil }
        let isPlain = found.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        if !isPlain || found.utf8.count > 32 || found.hasPrefix("-") || found == FirewallGateway.only {
            refuse(name, "is not 1 to 32 small letters, digits and hyphens, or is “default”", "write it like paris-1")
        }
        return found
    }

    mutating func node(_ name: String) -> String {
        let process = ProcessInfo.processInfo
        guard let found = text(name) else { return "\(process.hostName.prefix(48))-\(process.processIdentifier)" }
        if found.utf8.count > 64 || !found.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            refuse(
                name, "is not 1 to 64 printable ASCII characters without spaces",
                "shorten it, or unset it for host and process id")
        }
        return found
    }
}
