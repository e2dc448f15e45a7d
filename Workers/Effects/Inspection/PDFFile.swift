import CInspection

/// A PDF as qpdf reads it. What cannot be read in it is null, and noted among the warnings.
final class PDFFile {
    private let pdf: OpaquePointer
    private let bytes: DocumentBytes

    enum Failure: Error {
        case locked
        case unreadable(String)
    }

    /// - Parameter size: how much of the bytes: an earlier revision of a document is a beginning of it.
    /// - Parameter repairs: whether to guess what a damaged file means.
    init(_ bytes: DocumentBytes, size: Int? = nil, repairs: Bool) throws(Failure) {
        self.bytes = bytes
        var isLocked: Int32 = 0
        var opened: OpaquePointer?
        let problem = TextBuffer.text { room, length in
            opened = cinspection_pdf_open(
                bytes.start.bindMemory(to: UInt8.self).baseAddress, size ?? bytes.count, repairs ? 1 : 0, room, length,
                &isLocked)
        }
        guard let opened else { throw isLocked == 1 ? .locked : .unreadable(problem) }
        pdf = opened
    }

    deinit { cinspection_pdf_close(pdf) }

    var isEncrypted: Bool { cinspection_pdf_is_encrypted(pdf) == 1 }
    var trailer: PDFObject { PDFObject(file: self, number: cinspection_pdf_trailer(pdf)) }
    var root: PDFObject { trailer["/Root"] }

    /// What was amiss in all that was read so far: nil where nothing was.
    var warning: String? {
        var count: Int32 = 0
        let first = TextBuffer.text { room, length in count = cinspection_pdf_warnings(pdf, room, length) }
        return count > 0 ? first : nil
    }

    /// Every indirect object, reached from somewhere or not; nil where they cannot be listed.
    var objects: [PDFObject]? {
        let count = cinspection_pdf_count(pdf)
        if count < 0 { return nil }
        return (0..<count).map { PDFObject(file: self, number: cinspection_pdf_object(pdf, $0)) }
    }

    /// Where in the file its objects begin; those in object streams begin nowhere.
    var offsets: Set<Int> {
        let count = max(cinspection_pdf_count(pdf), 0)
        return Set((0..<count).map { Int(cinspection_pdf_offset(pdf, $0)) }.filter { $0 >= 0 })
    }

    fileprivate func ask<T>(_ body: (OpaquePointer) -> T) -> T { body(pdf) }
}

/// One object of a PDF; an indirect reference is what it refers to.
struct PDFObject {
    let file: PDFFile
    fileprivate let number: Int32

    var kind: cinspection_kind { file.ask { cinspection_kind_of($0, number) } }
    var isNull: Bool { number == 0 }
    var isDictionary: Bool { kind == CINSPECTION_DICTIONARY }
    var isArray: Bool { kind == CINSPECTION_ARRAY }
    var isStream: Bool { kind == CINSPECTION_STREAM }

    /// The same for every reference to one indirect object; 0 for a direct one.
    var identity: Int64 { file.ask { cinspection_identity($0, number) } }

    /// Null for what is no dictionary or has no such key. `/Root`
    subscript(key: String) -> PDFObject { PDFObject(file: file, number: file.ask { cinspection_value($0, number, key) }) }

    /// Of a dictionary, or of a stream's.
    var keys: [String] {
        if isArray { return [] }
        let count = file.ask { cinspection_size($0, number) }
        return (0..<count).map { place in
            file.ask { cinspection_key($0, number, place).map { String(cString: $0) } ?? "" }
        }
    }

    var items: [PDFObject] {
        guard isArray else { return [] }
        let count = file.ask { cinspection_size($0, number) }
        return (0..<count).map { place in PDFObject(file: file, number: file.ask { cinspection_item($0, number, place) }) }
    }

    /// Of a string or name; of another scalar how it is written.
    var bytes: [UInt8] {
        bytes(cinspection_text)
    }

    /// `/Sig`
    var name: String? { kind == CINSPECTION_NAME ? String(decoding: bytes, as: UTF8.self) : nil }

    var integer: Int? { kind == CINSPECTION_NUMBER ? Int(String(decoding: bytes, as: UTF8.self)) : nil }

    /// The text of a string for people: UTF-16, UTF-8 or Latin.
    var string: String? {
        guard kind == CINSPECTION_STRING else { return nil }
        let bytes = bytes
        if bytes.starts(with: [0xFE, 0xFF]) {
            let units = stride(from: 2, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
            return String(decoding: units, as: UTF16.self)
        }
        return String(validating: bytes, as: UTF8.self)
            ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    /// The bytes of a stream as they are in the file, still packed.
    var stream: [UInt8] { bytes(cinspection_stream) }

    /// The bytes of a stream, unpacked.
    var unpacked: [UInt8] { bytes(cinspection_unpacked) }

    private func bytes(
        _ read: (OpaquePointer, Int32, UnsafeMutablePointer<Int>) -> UnsafePointer<UInt8>?
    ) -> [UInt8] {
        var size = 0
        return file.ask { pdf in
            let start = read(pdf, number, &size)
            return Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : size))
        }
    }
}

/// Text that C writes into memory it is given.
enum TextBuffer {
    static func text(room: Int = 512, _ body: (UnsafeMutablePointer<CChar>?, Int) -> Void) -> String {
        var buffer = [CChar](repeating: 0, count: room)
        buffer.withUnsafeMutableBufferPointer { body($0.baseAddress, $0.count) }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension cinspection_kind {
    static var string: cinspection_kind { CINSPECTION_STRING }
}
