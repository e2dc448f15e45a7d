/// Pages, and whole documents, that nothing in a file leads to. Who had a document signed with such in it may show them later.
enum HiddenPages {
    private static let most = 2_000_000

    static func count(in file: PDFFile) -> Int {
        let reached = reached(in: file)
        return (file.objects ?? []).count { object in
            guard object.isDictionary, !reached.contains(object.identity) else { return false }
            return ["/Page", "/Pages", "/Catalog"].contains(object["/Type"].name)
        }
    }

    private static func reached(in file: PDFFile) -> Set<Int64> {
        var reached: Set<Int64> = []
        var waiting = [file.trailer]
        var steps = 0
        while let next = waiting.popLast(), steps < most {
            steps += 1
            if next.identity != 0, !reached.insert(next.identity).inserted { continue }
            let inner = next.items + next.keys.map { next[$0] }
            waiting += inner.filter { $0.isArray || $0.isDictionary || $0.isStream }
        }
        return reached
    }
}
