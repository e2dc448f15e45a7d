import Core

/// How a message carries its event, told by its content type.
enum ContentType {
    /// The event is the body.
    case structured
    /// The data is the body, the attributes are headers.
    case binary

    static let event = "application/cloudevents+json"

    init(_ text: String?) throws(Failure) {
        if text == Self.event {
            self = .structured
            return
        }
        guard let text else { throw Self.malformed("missing") }
        switch Self.mediaType(text) {
        case Self.event: self = .structured
        case "application/json": self = .binary
        case "application/cloudevents-batch+json": throw Self.malformed("a batch; one message carries one event")
        default: throw Self.malformed("neither \(Self.event) nor application/json")
        }
    }

    /// True for `application/json`, `text/json` and whatever ends in `+json`.
    static func isJSON(_ text: String) -> Bool {
        if text == "application/json" { return true }
        let type = mediaType(text)
        return type == "application/json" || type == "text/json" || type.hasSuffix("+json")
    }

    /// In lower case, without parameters and the space around.
    private static func mediaType(_ text: String) -> String {
        let type = text.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return String(decoding: type, as: UTF8.self).lowercased()
    }

    private static func malformed(_ message: String) -> Failure {
        .malformed(field: "content-type", message: message)
    }
}
