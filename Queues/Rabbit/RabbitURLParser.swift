import Core
import Glibc

/// Reads a broker's URL and collects every mistake. What stands before the last `@` may be a password, even where it was
/// written wrongly, so no message quotes user, host or port.
struct RabbitURLParser {
    private var rest: Substring
    private(set) var mistakes: [String] = []

    init(_ text: String) {
        rest = text[...]
    }

    mutating func parse(into defaults: RabbitURL) -> RabbitURL {
        var url = defaults
        if rest.lowercased().hasPrefix("amqps://") {
            url.isSecure = true
            url.port = 5671
            rest = rest.dropFirst(8)
        } else if rest.lowercased().hasPrefix("amqp://") {
            rest = rest.dropFirst(7)
        } else {
            mistakes.append("it must begin with amqp:// or amqps://")
            return url
        }
        if rest.contains("#") { mistakes.append("it has a “#”, which must be written %23") }
        let query = split(after: "?")
        let path = split(after: "/")
        readAuthority(into: &url)
        if let path, !path.isEmpty, let vhost = decoded(path, "the vhost") {
            if path.contains("/") { mistakes.append("a “/” in the vhost must be written %2F") }
            url.vhost = vhost
        }
        for item in (query ?? "").split(separator: "&") { readParameter(item, into: &url) }
        if !url.isSecure, url.authorities != nil || url.certificate != nil || url.key != nil {
            mistakes.append("cacertfile, certfile and keyfile need amqps://")
        }
        if (url.certificate == nil) != (url.key == nil) { mistakes.append("certfile and keyfile go together") }
        return url
    }

    /// Cuts `rest` at the first `mark` and returns what follows it.
    private mutating func split(after mark: Character) -> Substring? {
        guard let index = rest.firstIndex(of: mark) else { return nil }
        defer { rest = rest[..<index] }
        return rest[rest.index(after: index)...]
    }

    private mutating func readAuthority(into url: inout RabbitURL) {
        if let at = rest.lastIndex(of: "@") {
            let login = rest[..<at]
            rest = rest[rest.index(after: at)...]
            let colon = login.firstIndex(of: ":")
            if let user = decoded(login[..<(colon ?? login.endIndex)], "the user") { url.user = user }
            if let colon, let password = decoded(login[login.index(after: colon)...], "the password") {
                url.password = password
            }
            if url.user.isEmpty { mistakes.append("the user is empty") }
        }
        var port: Substring?
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            url.host = String(rest[rest.index(after: rest.startIndex)..<end])
            let tail = rest[rest.index(after: end)...]
            port = tail.hasPrefix(":") ? tail.dropFirst() : nil
            if !tail.isEmpty && port == nil { mistakes.append("there is something odd after “]”") }
        } else {
            port = split(after: ":")
            if !rest.isEmpty, let host = decoded(rest, "the host") { url.host = host }
        }
        guard let port else { return }
        if let number = Int(port), (1...65535).contains(number) {
            url.port = number
        } else {
            mistakes.append("the port is no number from 1 to 65535 (“/”, “?” and “@” in a password are %2F, %3F, %40)")
        }
    }

    private mutating func readParameter(_ item: Substring, into url: inout RabbitURL) {
        let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard parts.count == 2, let value = decoded(parts[1], "the parameter \(name)") else {
            if parts.count != 2 { mistakes.append("a parameter has no value") }
            return
        }
        switch name {
        case "heartbeat":
            if let number = number(value, name, in: 1...300, unit: "seconds") { url.heartbeat = number }
        case "connection_timeout":
            if let number = number(value, name, in: 100...600_000, unit: "milliseconds") {
                url.connectionTimeout = .milliseconds(Int64(number))
            }
        case "cacertfile": url.authorities = readable(value, name)
        case "certfile": url.certificate = readable(value, name)
        case "keyfile": url.key = readable(value, name)
        case "verify":
            url.verifiesPeer = value != "verify_none"
            if value != "verify_peer" && value != "verify_none" {
                mistakes.append("verify is verify_peer or verify_none")
            }
        case "server_name_indication":
            url.serverName = value
            if value.isEmpty { mistakes.append("server_name_indication is empty") }
        default:
            mistakes.append(
                "a parameter is unknown; there are heartbeat, connection_timeout, cacertfile, certfile, keyfile, verify "
                    + "and server_name_indication")
        }
    }

    private mutating func number(_ text: String, _ name: String, in range: ClosedRange<Int>, unit: String) -> Int? {
        if let number = Int(text), range.contains(number) { return number }
        mistakes.append("\(name) is a number of \(unit) from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    private mutating func readable(_ path: String, _ name: String) -> String {
        if access(path, R_OK) != 0 { mistakes.append("\(name) names “\(path)”, which cannot be read") }
        return path
    }

    /// Percent-decoding; a NUL would end the text for the C library.
    private mutating func decoded(_ text: Substring, _ what: String) -> String? {
        var bytes: [UInt8] = []
        var source = text.utf8.makeIterator()
        while let byte = source.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = source.next().flatMap(Self.digit), let low = source.next().flatMap(Self.digit) else {
                mistakes.append("\(what) has a “%” that no two hexadecimal digits follow")
                return nil
            }
            bytes.append(high << 4 | low)
        }
        guard !bytes.contains(0), let decoded = String(validating: bytes, as: UTF8.self) else {
            mistakes.append("\(what) is not UTF-8 text")
            return nil
        }
        return decoded
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
