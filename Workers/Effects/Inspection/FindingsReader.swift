import Core
import Foundation

/// The answer of an inspecting process, believed in form alone.
enum FindingsReader {
    static func report(in output: [UInt8]) -> InspectionReport? {
        do {
            return try JSONDecoder().decode(Findings.self, from: Data(output)).report(.pdf)
        } catch {
            // What cannot be read is no answer; how the process ended says more.
            return nil
        }
    }
}
