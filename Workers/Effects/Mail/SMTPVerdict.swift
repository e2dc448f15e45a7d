import CCurl
import Core

/// How one try at the mail server ended, and what that means.
struct SMTPVerdict {
    let code: CURLcode
    let stage: SMTPDialogue.Stage
    let reply: String?
    /// libcurl's own words.
    let error: String
    /// False where an earlier mail's connection was used again.
    let isFresh: Bool

    /// The server's word that it took the mail, or the failure.
    ///
    /// - 5xx for the recipient or the mail is about this command: it can never work.
    /// - 5xx for the connection, the password or the sender is about our settings or the server's: `transient`, not
    ///   `fatal`. The server's side heals without us, another node may have the right settings, and one wrong password
    ///   must not stop the workers that need no mail. The text says what is wrong, and the parked mails show it.
    func outcome(of server: SMTPServer) throws(Failure) -> String {
        if code == CURLE_OK { return reply ?? "accepted" }
        if let reply, reply.hasPrefix("5") {
            switch stage {
            case .recipient: throw .malformed(field: "recipient", message: "the mail server refused it: \(reply)")
            case .data, .message: throw .malformed(field: "message", message: "the mail server refused it: \(reply)")
            case .authentication:
                throw .transient("\(server.url) refused user and password; check GUICHET_SMTP_URL: \(reply)")
            case .sender: throw .transient("\(server.url) refused our sender; check GUICHET_MAIL_FROM: \(reply)")
            case .connection: throw .transient("\(server.url) refused us: \(reply)")
            }
        }
        if let reply, reply.hasPrefix("4") { throw .transient("\(server.url) said at the \(stage.rawValue): \(reply)") }
        let words = error.isEmpty ? String(cString: curl_easy_strerror(code)) : error
        switch code {
        case CURLE_SSL_CACERT_BADFILE, CURLE_UNSUPPORTED_PROTOCOL, CURLE_FAILED_INIT, CURLE_NOT_BUILT_IN, CURLE_UNKNOWN_OPTION:
            throw .fatal("\(server.url): \(words); check GUICHET_SMTP_URL")
        case CURLE_USE_SSL_FAILED, CURLE_PEER_FAILED_VERIFICATION:
            throw .transient("\(server.url): \(words); check tls and cacertfile in GUICHET_SMTP_URL")
        default: throw .transient("\(server.url) at the \(stage.rawValue): \(words)")
        }
    }

    /// The server had closed a connection that was kept: the mail was not touched, and a new connection may do.
    var wasStale: Bool {
        !isFresh && code != CURLE_OK && code != CURLE_OPERATION_TIMEDOUT
            && (stage == .connection || stage == .sender) && (reply == nil || reply?.hasPrefix("421") == true)
    }
}
