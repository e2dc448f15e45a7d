/// Letters as ASCII letters: Latin ones without their marks, Greek by ISO 843 / ELOT 743 (type 2), Cyrillic by ICAO Doc 9303-3.
///
/// Letter by letter, of small letters. Marks that stand by themselves (NFD) are the caller's to drop, so a letter and its
/// composed forms are one: й is an i as и is.
enum Transliteration {
    static func latin(_ letter: Unicode.Scalar) -> String? { latinLetters[letter] }

    static func greek(_ letter: Unicode.Scalar) -> String? { greekLetters[letter] }

    static func cyrillic(_ letter: Unicode.Scalar) -> String? { cyrillicLetters[letter] }

    // swift-format-ignore
    private static let latinLetters = table([
        "a": "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ", "b": "ḃḅḇɓƀ", "c": "çćĉċčḉ", "d": "ďḋḍḏḑḓðđɗ", "e": "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệəǝ",
        "f": "ḟƒ", "g": "ĝğġģǧǵḡǥɠ", "h": "ĥȟḣḥḧḩḫẖħ", "i": "ìíîïĩīĭįǐȉȋḭḯỉịıɨ", "j": "ĵǰȷ", "k": "ķǩḱḳḵĸƙ", "l": "ĺļľḷḹḻḽŀłƚ",
        "m": "ḿṁṃ", "n": "ñńņňǹṅṇṉṋŉŋɲ", "o": "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿɔ", "p": "ṕṗ", "r": "ŕŗřȑȓṙṛṝṟ",
        "s": "śŝşšșṡṣṥṧṩſẛ", "t": "ţťțṫṭṯṱẗŧ", "u": "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "v": "ṽṿ", "w": "ŵẁẃẅẇẉẘ", "x": "ẋẍ",
        "y": "ýÿŷȳẏẙỳỵỷỹƴ", "z": "źżžẑẓẕƶ", "ae": "æǣǽ", "oe": "œ", "ss": "ß", "th": "þ", "ij": "ĳ", "dz": "ǆǳ", "lj": "ǉ", "nj": "ǌ",
    ])

    // swift-format-ignore
    private static let greekLetters = table([
        "a": "αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ", "v": "βϐ", "g": "γ", "d": "δ", "e": "εέἐἑἒἓἔἕὲέϵ", "z": "ζ",
        "i": "ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇιΐίϊἰἱἲἳἴἵἶἷὶίῐῑῒΐῖῗ", "th": "θϑ", "k": "κϰ", "l": "λ", "m": "μ\u{B5}", "n": "ν", "x": "ξ",
        "o": "οόὀὁὂὃὄὅὸόωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ", "p": "πϖ", "r": "ρῤῥϱ", "s": "σςϲ", "t": "τ",
        "y": "υΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ", "f": "φϕ", "ch": "χ", "ps": "ψ",
    ])

    /// The soft sign has no letter.
    // swift-format-ignore
    private static let cyrillicLetters = table([
        "a": "аӑӓ", "b": "б", "v": "в", "g": "гѓґғ", "d": "д", "e": "еѐёӗэӭѣ", "zh": "жӂӝ", "z": "зӟ", "i": "ийѝӣӥіїѵ", "k": "кќқ",
        "l": "л", "m": "м", "n": "нң", "o": "оӧө", "p": "п", "r": "р", "s": "с", "t": "т", "u": "уўӯӱӳүұ", "f": "фѳ", "kh": "хҳ",
        "ts": "ц", "ch": "чӵҷ", "sh": "ш", "shch": "щ", "ie": "ъє", "y": "ыӹ", "": "ь", "iu": "ю", "ia": "я", "dj": "ђ", "dz": "ѕ",
        "j": "ј", "lj": "љ", "nj": "њ", "c": "ћ", "dzh": "џ", "h": "һ", "ae": "ә",
    ])

    private static func table(_ rows: KeyValuePairs<String, String>) -> [Unicode.Scalar: String] {
        var table: [Unicode.Scalar: String] = [:]
        for (ascii, letters) in rows {
            for letter in letters.unicodeScalars { table[letter] = ascii }
        }
        return table
    }
}
