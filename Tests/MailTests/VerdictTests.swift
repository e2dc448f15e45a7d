import CCurl
import Core
import Testing

@testable import Mail

@Suite struct `What a try at the mail server means` {
    private func verdict(
        _ code: CURLcode, at stage: SMTPDialogue.Stage, reply: String? = nil, isFresh: Bool = false
    ) -> SMTPVerdict {
        SMTPVerdict(code: code, stage: stage, reply: reply, error: "", isFresh: isFresh)
    }

    @Test func `a kept connection that was closed is no failure yet`() {
        #expect(verdict(CURLE_RECV_ERROR, at: .sender).wasStale)
        #expect(verdict(CURLE_SEND_ERROR, at: .sender, reply: "421 bye").wasStale)
    }

    @Test func `all else is`() {
        #expect(!verdict(CURLE_OK, at: .message, reply: "250 ok").wasStale)
        #expect(!verdict(CURLE_RECV_ERROR, at: .sender, isFresh: true).wasStale)
        #expect(!verdict(CURLE_SEND_ERROR, at: .sender, reply: "451 later").wasStale)
        #expect(!verdict(CURLE_OPERATION_TIMEDOUT, at: .sender).wasStale)
        // The mail may have been taken.
        #expect(!verdict(CURLE_RECV_ERROR, at: .message).wasStale)
    }

    @Test func `a libcurl that cannot do what the URL asks for is our fault`() throws {
        let server = try SMTPServer("smtps://mail.example.org")
        for code in [CURLE_SSL_CACERT_BADFILE, CURLE_UNSUPPORTED_PROTOCOL, CURLE_NOT_BUILT_IN] {
            #expect { try verdict(code, at: .connection).outcome(of: server) } throws: { error in
                if case .fatal(let text) = error as? Failure { text.contains("GUICHET_SMTP_URL") } else { false }
            }
        }
    }
}
