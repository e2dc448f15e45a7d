import Core

/// What is wrong with a report, in the words of its format.
enum Problem {
    static func missing(_ field: String, remedy: String) -> Reason {
        Reason(rule: "ABU-4", field: field, message: "“\(field)” is missing", remedy: remedy)
    }

    static func unfit(_ field: String, _ what: String, remedy: String) -> Reason {
        Reason(rule: "ABU-4", field: field, message: "“\(field)” \(what)", remedy: remedy)
    }

    static func limit(_ name: String) -> Reason {
        let (meaning, remedy) = limits[name] ?? (name, "send less")
        return Reason(rule: "ABU-4", field: name, message: "more than \(meaning)", remedy: remedy)
    }

    static func unreadable(_ message: String, remedy: String) -> Reason {
        Reason(rule: "ABU-4", field: "raw", message: message, remedy: remedy)
    }

    private static let limits: [String: (String, String)] = [
        "raw": ("\(IntakeLimits.raw) bytes", "send fewer attachments"),
        "depth": ("\(IntakeLimits.depth) parts inside each other; what is deeper was not read", "attach the mail itself"),
        "parts": ("\(IntakeLimits.parts) parts; the others were not read", "send one report per mail"),
        "fields": ("\(IntakeLimits.fields) header fields; the others were not read", "send the mail as it came"),
        "field": ("\(IntakeLimits.field) bytes in one header field, which was not read", "send the mail as it came"),
        "decoded": ("\(IntakeLimits.decoded) bytes in the part to be read", "send less evidence"),
        "boundaries": ("\(IntakeLimits.boundaries) boundaries of parts", "attach the mail itself"),
        "groups": ("\(IntakeLimits.groups) groups in one address field", "send the mail as it came"),
    ]
}
