/// The signatures of a PDF: those that its form names, and those that nothing names.
struct SignatureList {
    struct Signature {
        let name: String
        let field: PDFObject
        let dictionary: PDFObject
        let isTimestamp: Bool

        init(name: String, field: PDFObject, dictionary: PDFObject) {
            self.name = name
            self.field = field
            self.dictionary = dictionary
            isTimestamp = dictionary["/SubFilter"].name == "/ETSI.RFC3161" || dictionary["/Type"].name == "/DocTimeStamp"
        }
    }

    private(set) var signatures: [Signature] = []
    /// Fields that are meant for a signature and have none.
    private(set) var blank: [String] = []
    /// What looks like a signature, and is none that a reader would show.
    private(set) var strays: [String] = []

    init(of file: PDFFile) {
        var known: Set<Int64> = []
        for field in FormFields(of: file).all where field.type == "/Sig" {
            let value = field.object["/V"]
            if value.isNull {
                // A widget below its field has no value of its own.
                if field.object["/T"].string != nil, field.object["/Kids"].isNull { blank.append(field.name) }
            } else if !value.isDictionary {
                strays.append("the field “\(field.name)” holds something that is no signature")
            } else if value.identity == 0 || known.insert(value.identity).inserted {
                signatures.append(Signature(name: field.name, field: field.object, dictionary: value))
            }
        }
        for object in file.objects ?? [] where object.isDictionary && !known.contains(object.identity) {
            let isSignature = object["/Type"].name == "/Sig" || object["/Type"].name == "/DocTimeStamp"
            if isSignature || !object["/ByteRange"].isNull { strays.append("there is a signature that no field holds") }
        }
    }
}
