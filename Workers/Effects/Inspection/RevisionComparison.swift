/// What a reader sees in a document, compared with what it saw when a signature was made: all that can be reached from the
/// trailer, value by value, whatever the objects are numbered.
///
/// Allowed are, besides equality: information for later verification (DSS), timestamps and further signatures, and fields that
/// were filled in as far as the signature permits. All else is a change.
struct RevisionComparison {
    /// What is different, and was not allowed; the first few.
    private(set) var changes: [String] = []
    private(set) var isTooLarge = false
    /// Further signatures that show themselves, and so may cover what was there.
    private(set) var faces = 0

    private let permission: Permission
    private let oldFields: FormFields
    private let newFields: FormFields
    private let pages: Set<Int64>
    private let catalog: Int64
    private var waiting: [Pair] = []
    private var seen: Set<Seen> = []

    private static let mostPairs = 1_000_000

    private enum Role { case trailer, catalog, form, additions, resources, extensions, level, page, any }

    private struct Pair {
        let old: PDFObject
        let new: PDFObject
        let role: Role
        let place: String
    }

    private struct Seen: Hashable {
        let old: Int64
        let new: Int64
    }

    init(from old: PDFFile, to new: PDFFile, permission: Permission) {
        self.permission = permission
        oldFields = FormFields(of: old)
        newFields = FormFields(of: new)
        pages = PageTree.pages(of: old)
        catalog = old.root.identity
        waiting = [Pair(old: old.trailer, new: new.trailer, role: .trailer, place: "")]
        var count = 0
        while let pair = waiting.popLast(), changes.count < 5 {
            count += 1
            if count > Self.mostPairs {
                isTooLarge = true
                return
            }
            compare(pair)
        }
    }

    private mutating func compare(_ pair: Pair) {
        let (old, new) = (pair.old.identity, pair.new.identity)
        if old != 0, new != 0, !seen.insert(Seen(old: old, new: new)).inserted { return }
        if old != 0, old == catalog { return compareEntries(pair, as: .catalog) }
        if pages.contains(old) { return compareEntries(pair, as: .page) }
        if let field = oldFields[old] { return compareField(field, pair) }
        compareEntries(pair, as: pair.role)
    }

    private mutating func compareEntries(_ pair: Pair, as role: Role) {
        let (old, new) = (pair.old, pair.new)
        guard old.kind == new.kind else { return differ(pair) }
        if old.isArray {
            let (before, after) = (old.items, new.items)
            guard before.count == after.count else { return differ(pair) }
            for (before, after) in zip(before, after) {
                waiting.append(Pair(old: before, new: after, role: .any, place: pair.place))
            }
        } else if old.isDictionary || old.isStream {
            for key in Set(old.keys).union(new.keys) { compareEntry(key, pair, as: role) }
            if old.isStream, old.stream != new.stream { differ(pair) }
        } else if old.bytes != new.bytes {
            differ(pair)
        }
    }

    private mutating func compareEntry(_ key: String, _ pair: Pair, as role: Role) {
        let entry = Pair(
            old: pair.old[key], new: pair.new[key], role: Self.role(of: key, in: role),
            place: pair.place.utf8.count < 60 ? pair.place + key : pair.place)
        // The length of a stream is part of how it is written; its bytes are compared.
        if key == "/Length", pair.old.isStream { return }
        if entry.old.isNull, entry.new.isNull { return }
        switch (role, key) {
        case (.trailer, _): if key == "/Root" || key == "/Encrypt" { waiting.append(entry) }
        case (.form, "/SigFlags"): break
        case (.catalog, "/DSS"): if entry.new.isNull { differ(entry) }
        case (.catalog, "/Version"), (.level, "/BaseVersion"), (.level, "/ExtensionLevel"): compareLevel(entry)
        case (.catalog, "/Metadata"): if entry.new["/Type"].name != "/Metadata" { differ(entry) }
        case (.catalog, "/AcroForm") where entry.old.isNull, (.form, "/Fields"): compareFields(entry)
        case (.page, "/Annots"): compareAnnotations(entry)
        case (.form, "/DA"), (.form, "/DR"), (.additions, _), (.resources, _), (.catalog, "/Extensions"), (.extensions, _):
            if !entry.old.isNull { waiting.append(entry) }
        case (.form, "/NeedAppearances"):
            if String(decoding: entry.new.bytes, as: UTF8.self) == "true" { waiting.append(entry) }
        default: waiting.append(entry)
        }
    }

    private static func role(of key: String, in role: Role) -> Role {
        switch (role, key) {
        case (.catalog, "/AcroForm"): .form
        case (.catalog, "/Extensions"): .extensions
        case (.extensions, _): .level
        case (.form, "/DR"): .resources
        case (.resources, _): .additions
        default: .any
        }
    }

    /// Who adds what is newer says so.
    private mutating func compareLevel(_ entry: Pair) {
        guard !entry.old.isNull else { return }
        let (old, new) = (entry.old.bytes, entry.new.bytes)
        let isHigher = old.count == new.count ? !new.lexicographicallyPrecedes(old) : new.count > old.count
        if entry.old.kind != entry.new.kind || !isHigher { differ(entry) }
    }

    // MARK: Fields

    /// All that were there are there; what is new is a signature.
    private mutating func compareFields(_ entry: Pair) {
        let isWholeForm = entry.old.isNull && !entry.new.isArray
        let before = entry.old.items
        let after = isWholeForm ? entry.new["/Fields"].items : entry.new.items
        guard keepAll(before, after, entry) else { return }
        let known = Set(before.map(\.identity))
        for field in after where field.identity == 0 ? before.isEmpty : !known.contains(field.identity) {
            if !isNewSignature(field) { differ(entry) }
        }
    }

    /// Pairs what was there with what is there, in its order; false where something is gone.
    private mutating func keepAll(_ before: [PDFObject], _ after: [PDFObject], _ entry: Pair) -> Bool {
        var rest = after[...]
        for object in before {
            guard let place = rest.firstIndex(where: { $0.identity == object.identity }) else {
                differ(entry)
                return false
            }
            waiting.append(Pair(old: object, new: rest[place], role: .any, place: entry.place))
            rest = rest[(place + 1)...]
        }
        return true
    }

    private func isNewSignature(_ field: PDFObject) -> Bool {
        guard field["/FT"].name == "/Sig", field["/Kids"].isNull, field.identity != 0, oldFields[field.identity] == nil else {
            return false
        }
        return mayHold(field["/V"])
    }

    /// A timestamp, or a signature where one more is permitted. Each is verified for itself. A field without one could show
    /// anything.
    private func mayHold(_ value: PDFObject) -> Bool {
        guard value.isDictionary, value["/ByteRange"].isArray else { return false }
        return permission.allowsSignatures || value["/Type"].name == "/DocTimeStamp"
    }

    private static let filled: Set<String> = ["/V", "/AP", "/AS", "/I", "/RV", "/M"]
    private static let signed: Set<String> = ["/V", "/AP", "/AS", "/M", "/F", "/MK"]

    private mutating func compareField(_ field: FormFields.Field, _ pair: Pair) {
        guard pair.new.isDictionary else { return differ(pair) }
        let free: Set<String>
        if field.type == "/Sig" {
            let isToBeSigned = field.object["/V"].isNull
            if isToBeSigned, !pair.new["/V"].isNull, !mayHold(pair.new["/V"]) { return differ(pair) }
            free = isToBeSigned && !pair.new["/V"].isNull ? Self.signed : []
        } else {
            free = permission.allowsFilling(field.name) ? Self.filled : []
        }
        for key in Set(pair.old.keys).union(pair.new.keys) where !free.contains(key) { compareEntry(key, pair, as: .any) }
    }

    private mutating func compareAnnotations(_ entry: Pair) {
        let (before, after) = (entry.old.items, entry.new.items)
        guard keepAll(before, after, entry) else { return }
        let known = Set(before.map(\.identity))
        for annotation in after where !known.contains(annotation.identity) {
            // Only the face of a new signature.
            let isFace = annotation["/Subtype"].name == "/Widget" && newFields[annotation.identity] != nil
            if isFace, isNewSignature(annotation) {
                let corners = annotation["/Rect"].items.map { String(decoding: $0.bytes, as: UTF8.self) }
                if corners.contains(where: { Double($0) != 0 }), !annotation["/AP"].isNull { faces += 1 }
            } else {
                differ(entry)
            }
        }
    }

    private mutating func differ(_ pair: Pair) { changes.append(pair.place.isEmpty ? "its trailer" : pair.place) }
}

/// The pages of a document.
enum PageTree {
    private static let most = 100_000

    static func pages(of file: PDFFile) -> Set<Int64> {
        var (pages, nodes): (Set<Int64>, Set<Int64>) = ([], [])
        var waiting = [file.root["/Pages"]]
        while let node = waiting.popLast(), pages.count + nodes.count < most {
            let kids = node["/Kids"]
            if kids.isArray {
                if node.identity == 0 || nodes.insert(node.identity).inserted { waiting += kids.items }
            } else if node.identity != 0 {
                pages.insert(node.identity)
            }
        }
        return pages
    }
}
