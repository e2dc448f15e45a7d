import ArgumentParser
import Core

/// `--json`: the answer for a program instead of a person.
struct Reply: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Write the answer as JSON on standard output.")
    var isJSON = false

    /// One answer in the form that was asked for.
    func give(_ value: @autoclosure () -> Value, _ text: @autoclosure () -> String) {
        Terminal.say(isJSON ? JSONLayout.text(value()) : text())
    }
}
