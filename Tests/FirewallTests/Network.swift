import CNamespaces
import Core
import Firewall
import Foundation
import Synchronization

/// A customer, a gateway and the internet: three network namespaces joined by two cables, with IPv4 and IPv6. Gone when the
/// test is over, however it ends.
final class Network: Sendable {
    enum Place: String, CaseIterable { case customer, gateway, internet }

    static let blocked = address("192.0.2.10")
    static let neighbour = address("192.0.2.11")
    static let blocked6 = address("2001:db8:0:1::10")
    /// In the same /64.
    static let sibling6 = address("2001:db8:0:1::11")
    static let neighbour6 = address("2001:db8:0:2::10")
    private static let internet = "198.51.100.1"
    private static let internet6 = "2001:db8:ffff::1"
    private static let ports: [UInt16] = [25, 443]
    private static let count = Atomic<Int>(0)

    private let prefix: String
    private let listeners: [Int32]

    init() throws {
        guard getuid() == 0 else { throw Complaint("these tests make network namespaces: run them as root") }
        let number = Network.count.add(1, ordering: .relaxed).newValue
        prefix = "guichet-\(getpid())-\(number)-"
        Network.sweep()
        do {
            listeners = try Network.build(prefix)
        } catch {
            Network.remove(prefix)
            throw error
        }
    }

    deinit {
        for listener in listeners { close(listener) }
        Network.remove(prefix)
    }

    /// Runs on a thread inside a namespace. What opens a socket there stays in it.
    func at<T>(_ place: Place, _ body: @escaping @Sendable () throws -> sending T) throws -> T {
        try Network.inside("\(prefix)\(place.rawValue)", body)
    }

    func wall(priority: Int = -10) throws -> NFTablesWall { try at(.gateway) { try NFTablesWall(priority: priority) } }

    /// The tool `nft`, as a person at the gateway would use it.
    @discardableResult
    func nft(_ words: String...) throws -> String {
        try Network.run(["ip", "netns", "exec", "\(prefix)gateway", "nft"] + words)
    }

    enum Answer: Equatable { case connected, refused, prohibited, silent }

    /// A real TCP connection from an address of the customer's to the internet.
    func connect(from source: IPAddress, to port: UInt16) throws -> Answer {
        try at(.customer) {
            let isSix = source.family == .v6
            let descriptor = socket(isSix ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            defer { close(descriptor) }
            var patience = timeval(tv_sec: 2, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            guard Network.withAddress(source.description, 0, { bind(descriptor, $0, $1) }) == 0 else {
                throw Complaint("bind \(source): \(String(cString: strerror(errno)))")
            }
            let status = Network.withAddress(isSix ? Network.internet6 : Network.internet, port) {
                Foundation.connect(descriptor, $0, $1)
            }
            if status == 0 { return .connected }
            switch errno {
            case ECONNREFUSED: return .refused
            case EINPROGRESS, ETIMEDOUT, EAGAIN: return .silent
            case EHOSTUNREACH, EACCES, ENETUNREACH: return .prohibited
            default: throw Complaint("connect: \(String(cString: strerror(errno)))")
            }
        }
    }

    // MARK: Making

    private static func build(_ prefix: String) throws -> [Int32] {
        let names = Place.allCases.map { prefix + $0.rawValue }
        let (customer, gateway, internet) = (names[0], names[1], names[2])
        for name in names {
            try ip("netns add \(name)")
            // An address that is still tried out answers nobody.
            try inside(name) {
                try write("0", to: "ipv6/conf/default/accept_dad")
                try write("0", to: "ipv6/conf/all/accept_dad")
            }
        }
        try ip("-n \(customer) link add cable type veth peer name south netns \(gateway)")
        try ip("-n \(internet) link add cable type veth peer name north netns \(gateway)")
        for name in names { try ip("-n \(name) link set lo up") }
        try ip("-n \(customer) link set cable up")
        try ip("-n \(internet) link set cable up")
        try ip("-n \(gateway) link set south up")
        try ip("-n \(gateway) link set north up")
        for address in ["192.0.2.10/24", "192.0.2.11/24"] { try ip("-n \(customer) addr add \(address) dev cable") }
        for address in ["2001:db8:0:1::10/64", "2001:db8:0:1::11/64", "2001:db8:0:2::10/64"] {
            try ip("-n \(customer) addr add \(address) dev cable nodad")
        }
        try ip("-n \(gateway) addr add 192.0.2.1/24 dev south")
        try ip("-n \(gateway) addr add 2001:db8:0:1::1/64 dev south nodad")
        try ip("-n \(gateway) addr add 2001:db8:0:2::1/64 dev south nodad")
        try ip("-n \(gateway) addr add 198.51.100.254/24 dev north")
        try ip("-n \(gateway) addr add 2001:db8:ffff::fe/64 dev north nodad")
        try ip("-n \(internet) addr add 198.51.100.1/24 dev cable")
        try ip("-n \(internet) addr add 2001:db8:ffff::1/64 dev cable nodad")
        try ip("-n \(customer) route add default via 192.0.2.1")
        try ip("-n \(customer) -6 route add default via 2001:db8:0:1::1")
        try ip("-n \(internet) route add default via 198.51.100.254")
        try ip("-n \(internet) -6 route add default via 2001:db8:ffff::fe")
        try inside(gateway) {
            for path in ["ipv4/ip_forward", "ipv6/conf/all/forwarding"] { try write("1", to: path) }
        }
        return try inside(internet) {
            try ports.flatMap { port in try ["0.0.0.0", "::"].map { try listener(on: $0, port) } }
        }
    }

    private static func write(_ text: String, to path: String) throws {
        let file = open("/proc/sys/net/\(path)", O_WRONLY)
        defer { close(file) }
        guard Foundation.write(file, text, text.utf8.count) == text.utf8.count else { throw Complaint("cannot set \(path)") }
    }

    private static func listener(on address: String, _ port: UInt16) throws -> Int32 {
        let isSix = address.contains(":")
        let descriptor = socket(isSix ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var one: Int32 = 1
        if isSix { setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &one, 4) }
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, 4)
        guard withAddress(address, port, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 256) == 0 else {
            throw Complaint("cannot listen on \(address) \(port): \(String(cString: strerror(errno)))")
        }
        return descriptor
    }

    private static func remove(_ prefix: String) {
        for place in Place.allCases { _ = try? ip("netns del \(prefix)\(place.rawValue)") }
    }

    /// What a run left that was killed.
    private static func sweep() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? [] {
            let parts = name.split(separator: "-")
            guard parts.count == 4, parts[0] == "guichet", let process = Int32(parts[1]), kill(process, 0) != 0 else { continue }
            _ = try? ip("netns del \(name)")
        }
    }

    private static func inside<T>(_ name: String, _ body: @escaping @Sendable () throws -> sending T) throws -> T {
        let outcome = Mutex<Result<T, any Error>?>(nil)
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let error = cnamespaces_enter("/run/netns/\(name)")
            outcome.withLock { outcome in
                outcome = error == 0 ? Result { try body() } : .failure(Complaint("setns \(name): \(error)"))
            }
            done.signal()
        }
        thread.start()
        done.wait()
        guard let result = outcome.withLock({ $0.take() }) else { throw Complaint("nothing came back from \(name)") }
        return try result.get()
    }

    @discardableResult
    private static func ip(_ line: String) throws -> String { try run(["ip"] + line.split(separator: " ").map(String.init)) }

    private static func run(_ words: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(output.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            bytes += buffer.prefix(count)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Complaint("\(words.joined(separator: " ")): \(text)") }
        return text
    }

    private static func withAddress(
        _ text: String, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        if text.contains(":") {
            var place = sockaddr_in6()
            place.sin6_family = sa_family_t(AF_INET6)
            place.sin6_port = port.bigEndian
            inet_pton(AF_INET6, text, &place.sin6_addr)
            return withUnsafePointer(to: &place) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in6>.size)) }
            }
        }
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        inet_pton(AF_INET, text, &place.sin_addr)
        return withUnsafePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }

    private static func address(_ text: String) -> IPAddress { IPAddress(text) ?? IPAddress(.v6, bits: 0) }
}

struct Complaint: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Waits for a condition, no longer than that.
func eventually(within seconds: Double = 10, _ condition: () throws -> Bool) rethrows -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
        if try condition() { return true }
        poll(nil, 0, 20)
    }
    return try condition()
}

func now() -> Moment { Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

func smtp(_ address: IPAddress, length: Int? = nil) -> BlockTarget {
    BlockTarget(IPPrefix(address, length: length ?? address.family.width), .smtp)
}
