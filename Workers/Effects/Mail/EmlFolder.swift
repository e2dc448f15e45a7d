import Core
import Glibc

/// Without a mail server: each mail is a file named by its id. Written whole or not at all; the same mail twice is one file.
///
/// Only its owner may read it: a mail carries a link that opens an account.
final class EmlFolder: MailTransport {
    private let path: String

    /// Makes the folder. Throws `fatal` where it cannot.
    init(_ path: String) throws(Failure) {
        self.path = path
        var soFar = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            soFar += "/\(part)"
            if mkdir(soFar, 0o700) != 0, errno != EEXIST { throw .fatal("the mail folder \(path): \(reason())") }
        }
        guard access(path, W_OK | X_OK) == 0 else { throw .fatal("the mail folder \(path): \(reason())") }
    }

    func deliver(_ message: MailMessage, attend: () -> Void) throws(Failure) -> String {
        attend()
        let name = "\(message.id).eml"
        var template = Array("\(path)/.\(name).XXXXXX".utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else { throw failure(name) }
        let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        do throws(Failure) {
            try write(message.bytes, to: file, name)
            guard rename(temporary, "\(path)/\(name)") == 0 else { throw failure(name) }
        } catch {
            unlink(temporary)
            throw error
        }
        try syncFolder(name)
        return "written to \(path)/\(name)"
    }

    /// Closes the file in any case.
    private func write(_ bytes: [UInt8], to file: Int32, _ name: String) throws(Failure) {
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(name) }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0 else { throw failure(name) }
    }

    private func syncFolder(_ name: String) throws(Failure) {
        let folder = open(path, O_RDONLY | O_DIRECTORY)
        guard folder >= 0 else { throw failure(name) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure(name) }
    }

    /// A full or missing disk heals.
    private func failure(_ name: String) -> Failure { .transient("writing \(path)/\(name): \(reason())") }

    private func reason() -> String { String(cString: strerror(errno)) }
}
