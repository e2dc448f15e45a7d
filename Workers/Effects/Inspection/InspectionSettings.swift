package import Core

/// How documents are inspected here.
package struct InspectionSettings: Sendable {
    /// The folder of trust anchors; nil: no signature is trusted.
    package let trust: String?
    /// The program whose hidden command is the inspecting process: this one.
    package let program: String
    /// How long one process may take, by the clock on the wall.
    package let patience: Pause

    package init(trust: String?, program: String = "/proc/self/exe", patience: Pause = InspectionChild.Limits.patience) {
        self.trust = trust
        self.program = program
        self.patience = patience
    }
}
