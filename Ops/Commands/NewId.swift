import Core

/// Ids as a producer makes them.
enum NewId {
    static func make(at now: Moment) -> String {
        UUIDText.text(UUIDText.version7(at: now, random: UInt128.random(in: .min ... .max)))
    }
}
