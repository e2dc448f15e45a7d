import Glibc

@testable import Queues

/// A blocking TCP socket.
final class RabbitSocket: Sendable {
    struct Broken: Error {}

    let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { Glibc.close(descriptor) }

    static func connect(_ host: String, _ port: Int) throws -> RabbitSocket {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0 else { throw Broken() }
        defer { freeaddrinfo(list) }
        var next = list
        while let info = next?.pointee {
            let socket = RabbitSocket(descriptor: Glibc.socket(info.ai_family, info.ai_socktype, 0))
            if Glibc.connect(socket.descriptor, info.ai_addr, info.ai_addrlen) == 0 { return socket }
            next = info.ai_next
        }
        throw Broken()
    }

    /// On loopback, at a port of the kernel's choice.
    static func listen() throws -> (RabbitSocket, port: Int) {
        let socket = RabbitSocket(descriptor: Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutableBytes(of: &address) { bytes -> Int32 in
            guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return -1 }
            guard bind(socket.descriptor, pointer, length) == 0 else { return -1 }
            return getsockname(socket.descriptor, pointer, &length)
        }
        guard result == 0, Glibc.listen(socket.descriptor, 16) == 0 else { throw Broken() }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }

    func accept() throws -> RabbitSocket {
        let accepted = Glibc.accept(descriptor, nil, nil)
        guard accepted >= 0 else { throw Broken() }
        return RabbitSocket(descriptor: accepted)
    }

    func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Broken() }
            sent += count
        }
    }

    /// Empty at the end of the stream.
    func read(upTo count: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let got = recv(descriptor, &buffer, count, 0)
        guard got >= 0 else { throw Broken() }
        return Array(buffer[..<got])
    }

    func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
