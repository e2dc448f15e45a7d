import CCurl
import Core
import Glibc

/// How long the mail server may take: to greet us, encrypted and logged in, and for the whole of one mail.
struct SMTPDeadlines: Hashable, Sendable {
    var connect = Pause.seconds(10)
    var whole = Pause.seconds(60)
}

/// SMTP by libcurl. The connection is kept for the next mail.
///
/// libcurl is told not to touch signals, so the process must ignore SIGPIPE, as it does for its other connections.
final class SMTPTransport: MailTransport {
    private let server: SMTPServer
    private let deadlines: SMTPDeadlines
    private let handle: UnsafeMutableRawPointer
    private let dialogue = SMTPDialogue()

    /// Throws `fatal` where libcurl lacks what the URL asks for.
    init(_ server: SMTPServer, deadlines: SMTPDeadlines = SMTPDeadlines()) throws(Failure) {
        guard SMTPTransport.start == CURLE_OK, let handle = curl_easy_init() else {
            throw .fatal("libcurl cannot be started")
        }
        self.server = server
        self.deadlines = deadlines
        self.handle = handle
        try check(dialogue.attach(to: handle))
        try set(server)
        try set(CURLOPT_CONNECTTIMEOUT_MS, Int(deadlines.connect.milliseconds))
        try set(CURLOPT_TIMEOUT_MS, Int(deadlines.whole.milliseconds))
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_UPLOAD, 1)
        // A server that says nothing for longer than this has often closed the connection.
        try set(CURLOPT_MAXAGE_CONN, 30)
        try check(ccurl_set_impatient(handle))
    }

    /// The socket is shut first: libcurl would wait up to two minutes for the answer to its QUIT.
    deinit {
        let socket = ccurl_socket(handle)
        if socket != CURL_SOCKET_BAD { shutdown(socket, Int32(SHUT_RDWR)) }
        curl_easy_cleanup(handle)
    }

    func deliver(_ message: MailMessage, attend: () -> Void) throws(Failure) -> String {
        guard let recipients = curl_slist_append(nil, "<\(message.recipient)>") else { throw .fatal("out of memory") }
        defer { curl_slist_free_all(recipients) }
        try set(CURLOPT_MAIL_FROM, "<\(message.sender)>")
        try check(ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients))
        try check(ccurl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(message.bytes.count)))
        try set(CURLOPT_FRESH_CONNECT, 0)
        try set(CURLOPT_TIMEOUT_MS, Int(deadlines.whole.milliseconds))
        let start = ContinuousClock.now
        let verdict = attempt(message, attend)
        guard verdict.wasStale else { return try verdict.outcome(of: server) }
        let rest = deadlines.whole.milliseconds - Int64((ContinuousClock.now - start) / .milliseconds(1))
        try set(CURLOPT_FRESH_CONNECT, 1)
        try set(CURLOPT_TIMEOUT_MS, Int(max(1, rest)))
        return try attempt(message, attend).outcome(of: server)
    }

    /// Connects, says EHLO, encrypts and logs in as a mail would, and sends nothing. Returns the server's last word.
    func greet() throws(Failure) -> String {
        try set(CURLOPT_CONNECT_ONLY, 1)
        dialogue.begin([], attend: {})
        let code = curl_easy_perform(handle)
        dialogue.end()
        try set(CURLOPT_CONNECT_ONLY, 0)
        let verdict = SMTPVerdict(
            code: code, stage: dialogue.stage, reply: dialogue.reply, error: dialogue.error, isFresh: true)
        return try verdict.outcome(of: server)
    }

    private func attempt(_ message: MailMessage, _ attend: () -> Void) -> SMTPVerdict {
        let code = withoutActuallyEscaping(attend) { attend in
            dialogue.begin(message.bytes, attend: attend)
            let code = curl_easy_perform(handle)
            dialogue.end()
            return code
        }
        var connections = 0
        let isKnown = ccurl_get_number(handle, CURLINFO_NUM_CONNECTS, &connections) == CURLE_OK
        return SMTPVerdict(
            code: code, stage: dialogue.stage, reply: dialogue.reply, error: dialogue.error,
            isFresh: !isKnown || connections > 0)
    }

    // MARK: Settings

    /// Once for the process, and thread-safe since libcurl 7.84 and by Swift's own lock before.
    private static let start = ccurl_start()

    private func set(_ server: SMTPServer) throws(Failure) {
        try set(CURLOPT_URL, server.url)
        // What the environment says of proxies is meant for the web.
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_USERNAME, server.user)
        try set(CURLOPT_PASSWORD, server.password)
        try set(CURLOPT_CAINFO, server.authorities)
        let encryption =
            switch server.encryption {
            case .starttls, .implicit: CURLUSESSL_ALL
            case .opportunistic: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        try set(CURLOPT_USE_SSL, Int(encryption.rawValue))
        try set(CURLOPT_SSL_VERIFYPEER, server.checksCertificate ? 1 : 0)
        try set(CURLOPT_SSL_VERIFYHOST, server.checksCertificate ? 2 : 0)
    }

    private func set(_ option: CURLoption, _ number: Int) throws(Failure) {
        try check(ccurl_set_number(handle, option, number))
    }

    /// Nil leaves libcurl's default.
    private func set(_ option: CURLoption, _ text: String?) throws(Failure) {
        if let text { try check(ccurl_set_text(handle, option, text)) }
    }

    private func check(_ code: CURLcode) throws(Failure) {
        if code != CURLE_OK { throw .fatal("libcurl: \(String(cString: curl_easy_strerror(code)))") }
    }
}

extension Pause {
    fileprivate var milliseconds: Int64 { max(1, microseconds / 1000) }
}
