import Core
import Foundation
import Synchronization

/// A page for machines: `/metrics`, `/healthz`, `/readyz`, nothing else. GET only, one request per connection.
///
/// A page of sockets instead of an HTTP framework, which would double the cold build for three read-only texts.
final class HealthServer: Sendable {
    typealias Respond = @Sendable (_ path: String) -> (status: Int, body: String)

    private let socket: Int32
    let port: UInt16
    private let respond: Respond

    /// Listens on an IPv4 address; port 0 takes a free one.
    init(host: String, port wanted: UInt16, respond: @escaping Respond) throws(Failure) {
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = wanted.bigEndian
        guard inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &place.sin_addr) == 1 else {
            throw .fatal("GUICHET_METRICS_ADDRESS: “\(host)” is no IPv4 address")
        }
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var one: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(socket, generic, size) == 0 && listen(socket, 16) == 0 && getsockname(socket, generic, &size) == 0
            }
        }
        guard isBound else {
            let reason = String(cString: strerror(errno))
            close(socket)
            throw .fatal("cannot listen on GUICHET_METRICS_ADDRESS \(host):\(wanted): \(reason)")
        }
        self.socket = socket
        port = UInt16(bigEndian: place.sin_port)
        self.respond = respond
    }

    func start() {
        let thread = Thread { [self] in
            while true {
                let client = accept(socket, nil, nil)
                if client >= 0 {
                    answer(client)
                    close(client)
                } else if errno != EINTR && errno != ECONNABORTED {
                    poll(nil, 0, 100)
                }
            }
        }
        thread.name = "health"
        thread.start()
    }

    private func answer(_ client: Int32) {
        var patience = timeval(tv_sec: 2, tv_usec: 0)
        setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(client, &buffer, buffer.count, 0)
        guard count > 0 else { return }
        let words = String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: " ", maxSplits: 2)
        let (status, body) =
            words.count < 2 || words[0] != "GET"
            ? (405, "only GET\n") : respond(String(words[1].split(separator: "?").first ?? "/"))
        let phrase = [200: "OK", 404: "Not Found", 405: "Method Not Allowed", 503: "Service Unavailable"][status] ?? "OK"
        let head =
            "HTTP/1.1 \(status) \(phrase)\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
            + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
        let bytes = Array((head + body).utf8)
        var sent = 0
        while sent < bytes.count {
            let written = bytes[sent...].withUnsafeBytes { send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if written <= 0 { return }
            sent += written
        }
    }
}
