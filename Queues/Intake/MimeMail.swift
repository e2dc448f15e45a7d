import CGMime

/// One mail as GMime parsed it. It owns the memory that its parts and fields point into.
final class MimeMail {
    private let message: UnsafeMutablePointer<GMimeMessage>

    /// GMime's tables are built once per process; after that it may be used by all threads at once.
    private static let isReady: Bool = {
        g_mime_init()
        return true
    }()

    /// Nil where GMime finds no mail in the bytes at all, or they would cost it too much.
    init?(_ bytes: [UInt8], memory: Int = IntakeLimits.memory) {
        guard MimeMail.isReady, !bytes.isEmpty, IntakeScreen.brokenLimit(bytes, memory: memory) == nil else { return nil }
        let stream = bytes.withUnsafeBytes { raw in
            g_mime_stream_mem_new_with_buffer(raw.bindMemory(to: CChar.self).baseAddress, raw.count)
        }
        guard let stream else { return nil }
        defer { g_object_unref(stream) }
        guard let parser = g_mime_parser_new_with_stream(stream) else { return nil }
        defer { g_object_unref(parser) }
        guard let message = g_mime_parser_construct_message(parser, nil) else { return nil }
        self.message = message
    }

    deinit {
        g_object_unref(message)
    }

    var fields: MailFields { MailFields(guichet_message_object(message)) }

    /// What the mail consists of: multiparts are opened, attached mails are not.
    func tree() -> MimeTree {
        var tree = MimeTree()
        guard let root = g_mime_message_get_mime_part(message) else { return tree }
        tree.add(root, of: self, depth: 0)
        return tree
    }
}

/// The leaves of a mail, in the order of writing.
struct MimeTree {
    private(set) var parts: [MimePart] = []
    /// Types of the multiparts above the leaves, outermost first.
    private(set) var containers: [MimeType] = []
    /// The limits that were met.
    private(set) var cuts: Set<String> = []

    fileprivate mutating func add(_ object: UnsafeMutablePointer<GMimeObject>, of mail: MimeMail, depth: Int) {
        guard let multipart = guichet_multipart(object) else {
            guard parts.count < IntakeLimits.parts else {
                cuts.insert("parts")
                return
            }
            parts.append(MimePart(object, of: mail))
            return
        }
        guard depth < IntakeLimits.depth else {
            cuts.insert("depth")
            return
        }
        containers.append(MimeType(object))
        for index in 0..<max(0, g_mime_multipart_get_count(multipart)) {
            guard !cuts.contains("parts") else { return }
            guard let part = g_mime_multipart_get_part(multipart, index) else { continue }
            add(part, of: mail, depth: depth + 1)
        }
    }
}
