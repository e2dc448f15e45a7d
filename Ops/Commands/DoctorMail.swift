import Core
import Mail

/// Whether mails could go out now. None is sent.
enum DoctorMail {
    static func look(_ report: inout DoctorReport) {
        do {
            let settings = try Settings.current()
            let mail = try MailSettings(
                from: settings.mailFrom, publicURL: settings.publicURL, smtpURL: settings.smtpURL?.revealed,
                folder: settings.mailFolder)
            let found = try MailProbe.look(at: mail)
            if settings.smtpURL == nil {
                report.warn(.mail, found, "set GUICHET_SMTP_URL where people should get them")
            } else {
                report.ok(.mail, found)
            }
        } catch let problems as MailSettingProblems {
            for problem in problems.problems { report.fail(.mail, problem, "mend this setting") }
        } catch {
            report.note(
                .mail, error, "start the mail server, or mend GUICHET_SMTP_URL; until then mails wait and are tried again")
        }
    }
}
