import CGMime

/// A `Content-Type`.
struct MimeType {
    /// `text/plain`, in lower case.
    let name: String
    /// `report-type` of a multipart/report, in lower case.
    let reportType: String?
    /// The name of a file, where one is given.
    let fileName: String?

    init(_ object: UnsafeMutablePointer<GMimeObject>) {
        let type = g_mime_object_get_content_type(object)
        let media = type.flatMap { g_mime_content_type_get_media_type($0) }.map { String(cString: $0) } ?? "text"
        let kind = type.flatMap { g_mime_content_type_get_media_subtype($0) }.map { String(cString: $0) } ?? "plain"
        name = "\(media)/\(kind)".lowercased()
        let parameter = { (name: String) -> String? in
            type.flatMap { g_mime_content_type_get_parameter($0, name) }.map { String(cString: $0).lowercased() }
        }
        reportType = parameter("report-type")
        fileName =
            g_mime_object_get_content_disposition_parameter(object, "filename").map { String(cString: $0).lowercased() }
            ?? parameter("name")
    }
}

/// One leaf of a mail.
struct MimePart {
    let type: MimeType
    private let object: UnsafeMutablePointer<GMimeObject>
    /// Keeps `object` alive.
    private let mail: MimeMail

    init(_ object: UnsafeMutablePointer<GMimeObject>, of mail: MimeMail) {
        self.object = object
        self.mail = mail
        type = MimeType(object)
    }

    /// The part's bytes after its transfer encoding; nil where they are more than a part may have, or the part is a mail.
    func decoded() -> [UInt8]? {
        withExtendedLifetime(mail) {
            guard let part = guichet_part(object) else { return nil }
            guard let content = g_mime_part_get_content(part), let source = g_mime_data_wrapper_get_stream(content) else {
                return []
            }
            // No transfer encoding makes a text longer, so the encoded length bounds the decoded one.
            guard g_mime_stream_length(source) <= Int64(IntakeLimits.decoded) * 3 / 2, let memory = g_mime_stream_mem_new() else {
                return nil
            }
            defer { g_object_unref(memory) }
            guard g_mime_data_wrapper_write_to_stream(content, memory) >= 0, let bytes = guichet_memory(memory) else { return [] }
            let count = Int(bytes.pointee.len)
            guard count <= IntakeLimits.decoded else { return nil }
            return [UInt8](UnsafeBufferPointer(start: bytes.pointee.data, count: count))
        }
    }

    /// The header fields of the mail that is attached, whole or as its header alone.
    var attachedFields: MailFields? {
        withExtendedLifetime(mail) {
            if let attached = guichet_message_part(object) {
                return g_mime_message_part_get_message(attached).map { MailFields(guichet_message_object($0)) }
            }
            guard let bytes = decoded(),
                let attached = MimeMail(IntakeScreen.withoutMailboxLine(bytes), memory: IntakeLimits.innerMemory)
            else { return nil }
            return attached.fields
        }
    }
}
