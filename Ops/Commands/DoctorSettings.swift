/// Whether the settings are whole.
enum DoctorSettings {
    static func look(_ report: inout DoctorReport) {
        do throws(SettingsProblems) {
            let settings = try Settings.current()
            report.ok(.settings, "complete")
            for stranger in settings.strangers {
                report.warn(.settings, "\(stranger) means nothing here", "correct its name, or unset it")
            }
        } catch {
            for problem in error.problems { report.fail(.settings, "\(problem.name) \(problem.message)", problem.remedy) }
        }
    }
}
