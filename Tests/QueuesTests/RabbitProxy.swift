import Core
import Foundation
import Synchronization

@testable import Queues

/// Stands between a client and the broker, to freeze the stream, cut it, or put frames of its own in.
final class RabbitProxy: Sendable {
    private struct State {
        var client: RabbitSocket?
        var broker: RabbitSocket?
        var isFrozen = false
    }

    let port: Int
    private let listener: RabbitSocket
    private let state = Mutex(State())

    /// For one connection.
    init(to url: RabbitURL) throws {
        (listener, port) = try RabbitSocket.listen()
        let (host, target) = (url.host, url.port)
        Thread.detachNewThread { [self] in
            guard let client = try? listener.accept(), let broker = try? RabbitSocket.connect(host, target) else { return }
            state.withLock { ($0.client, $0.broker) = (client, broker) }
            Thread.detachNewThread { self.forward(broker, client) }
            forward(client, broker)
        }
    }

    static func url(through proxy: RabbitProxy, _ change: (inout RabbitURL) -> Void = { _ in }) throws -> RabbitURL {
        try RabbitBroker.url {
            ($0.host, $0.port) = ("127.0.0.1", proxy.port)
            change(&$0)
        }
    }

    /// A port where nobody listens.
    static func freePort() throws -> Int { try RabbitSocket.listen().port }

    /// From now on nothing passes, and the connections stay open.
    func freeze() { state.withLock { $0.isFrozen = true } }

    func cut() {
        state.withLock {
            $0.client?.shutDown()
            $0.broker?.shutDown()
        }
    }

    /// A method frame as if the broker had sent it. To be called while the broker is silent.
    func inject(channel: UInt8, _ type: UInt8, _ method: UInt8, _ arguments: [UInt8]) throws {
        let payload = [0, type, 0, method] + arguments
        let head: [UInt8] = [1, 0, channel, 0, 0, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        try state.withLock { $0.client }?.write(head + payload + [0xCE])
    }

    private func forward(_ source: RabbitSocket, _ target: RabbitSocket) {
        while !state.withLock({ $0.isFrozen }), let bytes = try? source.read(upTo: 65_536), !bytes.isEmpty {
            // What arrives after the freeze stays here.
            if state.withLock({ $0.isFrozen }) { return }
            guard (try? target.write(bytes)) != nil else { break }
        }
        if !state.withLock({ $0.isFrozen }) { target.shutDown() }
    }
}
