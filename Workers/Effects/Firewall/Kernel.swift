import CNFTables
import Core
import Glibc

/// The kernel's packet filter, in the network namespace of the thread that made this. Not for two threads at once.
struct Kernel: ~Copyable {
    private let library: OpaquePointer
    private let socket: Int32

    /// Throws `transient` where this process may not: a gateway that was given the right later goes on by itself.
    init() throws(Failure) {
        let socket = cnft_open()
        guard socket >= 0 else { throw Kernel.failure("netlink cannot be opened", socket) }
        guard let library = nft_ctx_new(UInt32(NFT_CTX_DEFAULT)) else {
            close(socket)
            throw .transient("libnftables cannot be started")
        }
        self.socket = socket
        self.library = library
        nft_ctx_output_set_flags(library, UInt32(NFT_CTX_OUTPUT_JSON))
        nft_ctx_buffer_output(library)
        nft_ctx_buffer_error(library)
    }

    deinit {
        nft_ctx_free(library)
        close(socket)
    }

    /// The version of libnftables is that of the tool `nft`.
    func run(_ document: String) throws(Failure) {
        let status = document.withCString { nft_run_cmd_from_buffer(library, $0) }
        _ = nft_ctx_get_output_buffer(library)
        let complaint = nft_ctx_get_error_buffer(library).map { String(cString: $0) } ?? ""
        guard status == 0 else {
            let line = complaint.split(separator: "\n").first.map { String($0.prefix(200)) } ?? "no reason given"
            throw .transient("nftables: \(line)\(Kernel.advice(line))")
        }
    }

    func generation() throws(Failure) -> UInt32 {
        var generation: UInt32 = 0
        let status = cnft_generation(socket, &generation)
        guard status == 0 else { throw Kernel.failure("nftables cannot be read", status) }
        return generation
    }

    /// Changes where somebody changes the rules; 0 where there are none.
    func fingerprint() throws(Failure) -> UInt64 {
        var fingerprint: UInt64 = 0
        let status = cnft_fingerprint(socket, Ruleset.chain, &fingerprint)
        guard status == 0 else { throw Kernel.failure("the rules cannot be read", status) }
        return fingerprint
    }

    /// Until when this target is blocked; nil where it is not. What stays for ever ends in the distant future.
    func read(_ target: BlockTarget, now: Moment) throws(Failure) -> Moment? {
        let bytes = Kernel.bytes(of: target.prefix.base)
        var element = cnft_element()
        let status = cnft_element(socket, Ruleset.Place(of: target).set, bytes, UInt8(bytes.count), &element)
        guard status >= 0 else { throw Kernel.failure("\(target) cannot be read back", status) }
        return status == 0 ? nil : Kernel.end(of: element, now: now)
    }

    /// Everything a set has; nothing where there is no such set. `now` is when this begins.
    ///
    /// - Returns: false where a transaction came in between, so that something may be missing, or be there no more.
    func read(
        _ place: Ruleset.Place, now: Moment, into found: inout [BlockTarget: Moment]
    ) throws(Failure) -> Bool {
        var elements: UnsafeMutablePointer<cnft_element>?
        var isInterrupted: Int32 = 0
        let count = cnft_elements(socket, place.set, &elements, &isInterrupted)
        if count == -Int(ENOENT) { return true }
        guard count >= 0 else { throw Kernel.failure("\(place.set) cannot be read", Int32(count)) }
        defer { free(elements) }
        found.reserveCapacity(found.count + count)
        for element in UnsafeBufferPointer(start: elements, count: count) {
            let bits = withUnsafeBytes(of: element.key) { key in
                key.prefix(Int(element.length)).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
            }
            // Made by the family, since an IPv4 address inside IPv6 is none of this set's.
            let target = BlockTarget(IPPrefix(IPAddress(place.family, bits: bits), length: place.length), place.scope)
            found[target] = Kernel.end(of: element, now: now)
        }
        return isInterrupted == 0
    }

    private static func end(of element: cnft_element, now: Moment) -> Moment {
        element.expires_ms == 0
            ? Moment(microseconds: .max) : now.adding(.milliseconds(Int64(clamping: element.expires_ms)))
    }

    private static func bytes(of address: IPAddress) -> [UInt8] {
        let width = address.family.width / 8
        return (0..<width).map { UInt8(truncatingIfNeeded: address.bits >> UInt128(8 * (width - 1 - $0))) }
    }

    private static func failure(_ what: String, _ status: Int32) -> Failure {
        let reason = String(cString: strerror(-status))
        return .transient("\(what): \(reason)\(advice(reason))")
    }

    private static func advice(_ reason: String) -> String {
        reason.contains("not permitted") ? "; the worker needs CAP_NET_ADMIN (AmbientCapabilities= of its unit, or setcap)" : ""
    }
}
