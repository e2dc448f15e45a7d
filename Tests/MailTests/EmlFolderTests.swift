import Core
import Foundation
import Testing

@testable import Mail

@Suite struct `A folder of mails` {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/new/mail"
    }

    private func effect() throws -> MailEffect { try MailEffect(try Samples.settings(folder: path), token: Samples.token) }

    @Test func `has one file per mail, however often it is written`() throws {
        let effect = try effect()
        var looks = 0
        let receipts = try (1...3).map { _ in try effect.perform(Samples.command(), key: Samples.id) { looks += 1 } }
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["\(Samples.id).eml"])
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(Samples.id).eml"))
        #expect(Array(bytes) == (try written(Samples.command()).message.bytes))
        #expect(Set(receipts).count == 1 && receipts[0].size == bytes.count && looks == 3)
        #expect(receipts[0].reply == "written to \(path)/\(Samples.id).eml")
    }

    @Test func `is for its owner's eyes alone`() throws {
        _ = try effect().perform(Samples.command(), key: Samples.id) {}
        let mode = { try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int }
        #expect(try mode("\(path)/\(Samples.id).eml") == 0o600)
        #expect(try mode(path) == 0o700)
    }

    @Test func `that vanished is waited for`() throws {
        let effect = try effect()
        try FileManager.default.removeItem(atPath: path)
        #expect { try effect.perform(Samples.command(), key: Samples.id) {} } throws: { isTransient($0, path, "No such file") }
    }

    @Test func `that cannot be made is our fault`() {
        #expect { try EmlFolder("/proc/mail") } throws: { error in
            if case .fatal(let text) = error as? Failure { text.contains("/proc/mail") } else { false }
        }
    }
}
