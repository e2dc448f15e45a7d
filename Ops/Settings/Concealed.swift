/// Text that no log, error or dump may show: passwords, the signing secret, addresses of servers with passwords in them.
struct Concealed: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text itself, for the one place that needs it.
    let revealed: String

    init(_ text: String) { revealed = text }

    var description: String { "(concealed)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(reflecting: description) }
}
