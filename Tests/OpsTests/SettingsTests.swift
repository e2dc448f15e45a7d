import Foundation
import Testing

@testable import guichet

@Suite struct `The settings` {
    private let good = [
        "GUICHET_AMQP_URL": "amqp://guichet:pass-amqp@broker:5672/%2F",
        "GUICHET_DATABASE_URL": "postgresql://guichet:pass-db@base/guichet",
        "GUICHET_MAIL_FROM": "Cloud accounts <no-reply@example.org>",
        "GUICHET_PUBLIC_URL": "https://portal.example.org/",
        "GUICHET_SECRET": "0123456789abcdef0123456789abcdef",
    ]

    /// The names of the settings found wrong.
    private func wrong(_ changes: [String: String], file: String? = nil) -> [String] {
        problems(good.merging(changes) { $1 }, file: file).map(\.name)
    }

    private func problems(_ environment: [String: String], file: String? = nil) -> [SettingsProblems.Problem] {
        do {
            _ = try Settings(environment: environment, file: file)
            return []
        } catch {
            return error.problems
        }
    }

    @Test func `have documented defaults`() throws {
        let settings = try Settings(environment: good, file: nil)
        #expect(settings.amqpURL.revealed == "amqp://guichet:pass-amqp@broker:5672/%2F")
        #expect(settings.publicURL == "https://portal.example.org")
        #expect(settings.smtpURL == nil && settings.mailFolder == ".guichet/mail")
        #expect(settings.firewall == .none && settings.cloud == .inventory && "\(settings.logLevel)" == "info")
        #expect(settings.metricsAddress == nil && settings.batch == 250 && settings.prefetch == 1000)
        #expect(settings.node.hasSuffix("-\(ProcessInfo.processInfo.processIdentifier)") && settings.strangers.isEmpty)
    }

    @Test func `are all read`() throws {
        let more = [
            "GUICHET_SMTP_URL": "smtps://u:p@mail", "GUICHET_MAIL_FOLDER": "/var/mail/out", "GUICHET_FIREWALL": "nftables",
            "GUICHET_CLOUD": "Inventory", "GUICHET_LOG_LEVEL": "debug", "GUICHET_METRICS_ADDRESS": "[::1]:9464",
            "GUICHET_NODE": "a1",
            "GUICHET_BATCH": "50", "GUICHET_PREFETCH": "200",
        ]
        let settings = try Settings(environment: good.merging(more) { $1 }, file: nil)
        #expect(settings.smtpURL?.revealed == "smtps://u:p@mail" && settings.mailFolder == "/var/mail/out")
        #expect(settings.firewall == .nftables && "\(settings.logLevel)" == "debug" && settings.node == "a1")
        #expect(settings.metricsAddress == ListenAddress(host: "::1", port: 9464))
        #expect(settings.batch == 50 && settings.prefetch == 200)
    }

    @Test(arguments: [
        ("GUICHET_AMQP_URL", ""), ("GUICHET_AMQP_URL", "http://broker"), ("GUICHET_AMQP_URL", "amqp:broker"),
        ("GUICHET_DATABASE_URL", " "), ("GUICHET_DATABASE_URL", "mysql://base"), ("GUICHET_DATABASE_URL", "host=base"),
        ("GUICHET_SMTP_URL", "mail.example.org:25"), ("GUICHET_MAIL_FROM", ""), ("GUICHET_MAIL_FROM", "Nobody"),
        ("GUICHET_MAIL_FROM", "A\r\nBcc: b@example.org <a@example.org>"), ("GUICHET_PUBLIC_URL", ""),
        ("GUICHET_PUBLIC_URL", "portal.example.org"), ("GUICHET_PUBLIC_URL", "ftp://portal"),
        ("GUICHET_PUBLIC_URL", "https://portal/?a=b"), ("GUICHET_FIREWALL", "iptables"), ("GUICHET_CLOUD", "sky"),
        ("GUICHET_SECRET", ""), ("GUICHET_SECRET", "0123456789abcdef0123456789abcde"), ("GUICHET_LOG_LEVEL", "loud"),
        ("GUICHET_METRICS_ADDRESS", "9464"), ("GUICHET_METRICS_ADDRESS", "127.0.0.1:0"), ("GUICHET_METRICS_ADDRESS", ":9464"),
        ("GUICHET_METRICS_ADDRESS", "::1:9464"), ("GUICHET_METRICS_ADDRESS", "host:65536"), ("GUICHET_NODE", "a b"),
        ("GUICHET_BATCH", "0"), ("GUICHET_BATCH", "many"), ("GUICHET_PREFETCH", "65536"), ("GUICHET_PREFETCH", "249"),
    ])
    func `name the one that is wrong`(name: String, value: String) {
        #expect(wrong([name: value]) == [name])
    }

    @Test func `are found wrong all at once`() {
        let found = problems(["GUICHET_BATCH": "x", "GUICHET_CLOUD": "y"], file: "log_level: loud\ncolour: red")
        let names = [
            "guichet.yaml", "GUICHET_AMQP_URL", "GUICHET_DATABASE_URL", "GUICHET_MAIL_FROM", "GUICHET_PUBLIC_URL",
            "GUICHET_CLOUD",
            "GUICHET_SECRET", "GUICHET_LOG_LEVEL", "GUICHET_BATCH",
        ]
        #expect(found.map(\.name) == names)
        #expect(found.allSatisfy { !$0.message.isEmpty && !$0.remedy.isEmpty })
        #expect(SettingsProblems.exitStatus == 78)
    }

    @Test func `come from the file where the environment is silent`() throws {
        var environment = good
        environment["GUICHET_AMQP_URL"] = nil
        environment["GUICHET_BATCH"] = ""
        let file = "amqp_url: amqp://from-file/\nbatch: 64\npublic_url: https://file.example.org\n# done\n"
        let settings = try Settings(environment: environment, file: file)
        #expect(settings.amqpURL.revealed == "amqp://from-file/" && settings.batch == 64)
        #expect(settings.publicURL == "https://portal.example.org")
    }

    @Test(arguments: ["batch: [1, 2]", "batch:\n  size: 3"])
    func `of a file are single values`(file: String) {
        #expect(wrong([:], file: file) == ["GUICHET_BATCH"])
    }

    @Test(arguments: ["- batch", "batch: 1\nbatch: 2", "batch: 'open", "colour: red", "secret", "a: &a [*a]", "? [x]\n: y"])
    func `of a file that has another form are refused`(file: String) {
        #expect(wrong([:], file: file) == ["guichet.yaml"])
    }

    @Test func `may come from an empty file`() {
        #expect(wrong([:], file: "") == [] && wrong([:], file: "# nothing\n") == [])
    }

    @Test func `show no secret, whether right or wrong`() throws {
        let settings = try Settings(environment: good.merging(["GUICHET_SMTP_URL": "smtp://u:pass-smtp@mail"]) { $1 }, file: nil)
        var dumped = "\(settings) " + String(reflecting: settings)
        dump(settings, to: &dumped)
        for secret in ["pass-amqp", "pass-db", "pass-smtp", "0123456789abcdef"] { #expect(!dumped.contains(secret)) }

        let broken = [
            "GUICHET_AMQP_URL": "pass-1", "GUICHET_SECRET": "pass-2", "GUICHET_LOG_LEVEL": "pass-3", "GUICHET_BATCH": "pass-4",
            "GUICHET_NODE": "pass 5", "GUICHET_METRICS_ADDRESS": "pass-6",
        ]
        for file in ["pass-7: pass-8", "secret: 'pass-9\nfoo", "secret: [pass-10]", "secret: pass-11\nsecret: pass-12"] {
            let said = SettingsProblems(problems: problems(broken, file: file)).description
            #expect(!said.contains("pass-") && !said.contains("pass 5") && said.contains("GUICHET_NODE"))
        }
    }

    @Test func `tell of variables that mean nothing`() throws {
        let more = [
            "GUICHET_SMPT_URL": "smtp://mail", "GUICHET_AMQP_URL_PORTAL": "amqp://portal", "GUICHET_TEST_X": "1", "HOME": "/",
        ]
        #expect(try Settings(environment: good.merging(more) { $1 }, file: nil).strangers == ["GUICHET_SMPT_URL"])
    }
}
