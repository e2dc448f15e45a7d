import Foundation

/// Reads the mails of the folder that stands in for a mail server, as their recipients would.
struct MailReader {
    let folder: String

    /// The token in the link of the newest mail to this address, which may still be on its way. `other` is an earlier token
    /// that is not wanted again.
    func token(to address: String, otherThan other: String? = nil, within seconds: Double = 15) throws -> String {
        let deadline = Date().addingTimeInterval(seconds)
        repeat {
            if let token = try newest(to: address).flatMap(Self.token), token != other { return token }
            Thread.sleep(forTimeInterval: 0.05)
        } while Date() < deadline
        throw Complaint(
            .unavailable, "no mail to \(address) came to \(folder) within \(Int(seconds)) s",
            remedy: "see that a worker of guichet.notification runs: guichet queues")
    }

    private func newest(to address: String) throws -> String? {
        // The mail worker makes the folder with the first mail.
        guard FileManager.default.fileExists(atPath: folder) else { return nil }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let mails = try names.filter { $0.hasSuffix(".eml") && !$0.hasPrefix(".") }.compactMap { name -> (Date, String)? in
            let path = "\(folder)/\(name)"
            guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
            let text = String(decoding: bytes, as: UTF8.self)
            guard text.contains("\r\nTo: \(address)\r\n") else { return nil }
            let written = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
            return (written ?? .distantPast, text)
        }
        return mails.max { $0.0 < $1.0 }?.1
    }

    /// The last part of the first link, its quoted-printable line ends taken out.
    static func token(in mail: String) -> String? {
        let text = mail.replacing("=\r\n", with: "").replacing("=3D", with: "=")
        guard let match = text.firstMatch(of: #/https?:\/\/\S+?[?#&\/](?:token=)?([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/#) else {
            return nil
        }
        return String(match.1)
    }
}
