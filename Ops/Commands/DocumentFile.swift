import Foundation

/// Documents as files.
enum DocumentFile {
    /// - Parameter most: more is refused, and not read.
    static func bytes(of file: String, most: Int) throws -> [UInt8] {
        guard let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file) else {
            throw Complaint(.badInput, "\(file) cannot be read", remedy: "name a file, or - for standard input")
        }
        var bytes: [UInt8] = []
        do {
            while bytes.count <= most, let more = try handle.read(upToCount: 1 << 20), !more.isEmpty { bytes += more }
        } catch {
            throw Complaint(.badInput, "\(file) cannot be read", remedy: "name a file, or - for standard input")
        }
        guard bytes.count <= most else {
            throw Complaint(.badInput, "\(file) has more than \(most) bytes", remedy: "hand in a smaller one")
        }
        return bytes
    }

    static func write(_ bytes: [UInt8], to file: String) throws {
        do {
            if file == "-" {
                try FileHandle.standardOutput.write(contentsOf: bytes)
            } else {
                try Data(bytes).write(to: URL(filePath: file))
            }
        } catch {
            throw Complaint(.badInput, "\(file) cannot be written", remedy: "name another file")
        }
    }
}
