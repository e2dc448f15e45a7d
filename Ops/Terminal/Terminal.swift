import Foundation

/// What is written where: answers to standard output, everything else to standard error.
enum Terminal {
    static func say(_ text: String) {
        put(text + "\n", .standardOutput)
    }

    /// Progress and remarks: for the person, not for a program that reads the answer.
    static func remark(_ text: String) {
        put(text + "\n", .standardError)
    }

    static func complain(_ complaint: Complaint) {
        remark(complaint.description)
    }

    /// Whoever reads may have gone (`guichet … | head`): then there is nobody left to tell.
    private static func put(_ text: String, _ handle: FileHandle) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(handle.fileDescriptor, $0.baseAddress, $0.count) }
            if count > 0 { bytes = bytes.dropFirst(count) } else if errno != EINTR { return }
        }
    }
}
