import Core

@testable import Queues

/// A client that writes its frames by hand, and so may write what no library would.
final class RawPublisher {
    private let socket: RabbitSocket

    init(at url: RabbitURL) throws {
        socket = try RabbitSocket.connect(url.host, url.port)
        try socket.write(Array("AMQP".utf8) + [0, 0, 9, 1])
        try expect(10, 10)
        let login = Array("\0\(url.user)\0\(url.password)".utf8)
        try method(0, 10, 11, Self.long(0) + Self.short("PLAIN") + Self.long(login.count) + login + Self.short("en_US"))
        try expect(10, 30)
        try method(0, 10, 31, [0, 1] + Self.long(131_072) + [0, 0])
        try method(0, 10, 40, Self.short(url.vhost) + [0, 0])
        try expect(10, 41)
        try method(1, 20, 10, [0])
        try expect(20, 11)
        try method(1, 85, 10, [0])
        try expect(85, 11)
    }

    /// Waits for the confirm.
    func publish(to queue: String, headers: [UInt8], body: [UInt8]) throws {
        try method(1, 60, 40, [0, 0] + Self.short("") + Self.short(queue) + [0])
        let size = Self.long(0) + Self.long(body.count)
        try frame(2, 1, [0, 60, 0, 0] + size + [0x20, 0] + Self.long(headers.count) + headers)
        try frame(3, 1, body)
        try expect(60, 80)
    }

    /// A table whose one member is `depth` tables or arrays, one inside the other.
    static func nested(_ depth: Int, _ kind: String) -> [UInt8] {
        let (head, each): ([UInt8], Int) = kind == "table" ? ([1, 0x61, 0x46], 7) : ([0x41], 5)
        var bytes: [UInt8] = kind == "table" ? [] : [1, 0x61]
        for level in 0..<depth { bytes += head + long((depth - 1 - level) * each) }
        return bytes
    }

    private func method(_ channel: UInt8, _ type: UInt8, _ method: UInt8, _ arguments: [UInt8]) throws {
        try frame(1, channel, [0, type, 0, method] + arguments)
    }

    private func frame(_ type: UInt8, _ channel: UInt8, _ payload: [UInt8]) throws {
        try socket.write([type, 0, channel] + Self.long(payload.count) + payload + [0xCE])
    }

    /// Reads frames up to this method.
    private func expect(_ type: UInt8, _ method: UInt8) throws {
        while true {
            let head = try exactly(7)
            let size = head[3...6].reduce(0) { $0 << 8 | Int($1) }
            let payload = try exactly(size + 1)
            guard head[0] == 1 else { continue }
            if payload[1] == type && payload[3] == method { return }
            throw RabbitSocket.Broken()
        }
    }

    private func exactly(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = try socket.read(upTo: count - bytes.count)
            guard !more.isEmpty else { throw RabbitSocket.Broken() }
            bytes += more
        }
        return bytes
    }

    private static func long(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func short(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }
}
