import CCurl

/// What is said between libcurl and the server during one mail: gives the body, remembers the stage and the last reply.
///
/// libcurl keeps a pointer to it, so it lives as long as the handle. Commands are looked at by their verb only: nothing of
/// a password or a mail stays here.
final class SMTPDialogue {
    /// How far it came.
    enum Stage: String, Hashable, Sendable {
        case connection, authentication, sender, recipient
        /// From DATA to the last byte of the body.
        case data
        /// The whole mail is on its way, and the server has not taken it yet.
        case message
    }

    private(set) var stage = Stage.connection
    /// What the server answered to the latest command or to the mail; nil while it owes an answer. Lines are joined.
    private(set) var reply: String?
    /// libcurl's own words for what went wrong.
    let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var body: ArraySlice<UInt8> = []
    private var attend: (() -> Void)?
    private var isLeaving = false
    private var isReplyOpen = false

    init() { errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE)) }

    deinit { errorText.deallocate() }

    func begin(_ body: [UInt8], attend: @escaping () -> Void) {
        stage = .connection
        reply = nil
        errorText.pointee = 0
        self.body = body[...]
        self.attend = attend
        isLeaving = false
        isReplyOpen = false
    }

    func end() {
        body = []
        attend = nil
    }

    var error: String { String(cString: errorText) }

    fileprivate func look() { attend?() }

    fileprivate func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let part = body.prefix(buffer.count)
        buffer.copyBytes(from: part)
        body = body.dropFirst(part.count)
        if body.isEmpty {
            stage = .message
            reply = nil
        }
        return part.count
    }

    func sent(_ command: UnsafeRawBufferPointer) {
        if isLeaving { return }
        let verb = String(decoding: command.prefix(5), as: UTF8.self).uppercased()
        switch (verb, stage) {
        case ("QUIT\r", _):
            isLeaving = true
            return
        case ("AUTH ", _): stage = .authentication
        case ("MAIL ", _): stage = .sender
        case ("RCPT ", _): stage = .recipient
        case ("DATA\r", .recipient): stage = .data
        default: break
        }
        reply = nil
    }

    func received(_ bytes: UnsafeRawBufferPointer) {
        if isLeaving { return }
        let line = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        let text = String(String.UnicodeScalarView(line))
        reply = String((isReplyOpen ? "\(reply ?? "") \(text.dropFirst(4))" : text).prefix(500))
        isReplyOpen = text.dropFirst(3).first == "-"
    }
}

extension SMTPDialogue {
    private static func of(_ context: UnsafeMutableRawPointer?) -> SMTPDialogue? {
        context.map { Unmanaged<SMTPDialogue>.fromOpaque($0).takeUnretainedValue() }
    }

    func attach(to handle: UnsafeMutableRawPointer) -> CURLcode {
        let code = ccurl_set_error_buffer(handle, errorText)
        guard code == CURLE_OK else { return code }
        return ccurl_set_callbacks(
            handle, Unmanaged.passUnretained(self).toOpaque(),
            { bytes, size, count, context in
                SMTPDialogue.of(context)?.read(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? 0
            },
            { bytes, size, count, context in
                SMTPDialogue.of(context)?.received(UnsafeRawBufferPointer(start: bytes, count: size * count))
                return size * count
            },
            { _, kind, bytes, count, context in
                if kind == CURLINFO_HEADER_OUT {
                    SMTPDialogue.of(context)?.sent(UnsafeRawBufferPointer(start: bytes, count: count))
                }
                return 0
            },
            { context, _, _, _, _ in
                SMTPDialogue.of(context)?.look()
                return 0
            })
    }
}
