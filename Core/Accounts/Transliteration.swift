/// Letters as ASCII letters: Latin ones without their marks, Greek by ISO 843 (transliteration, without macrons), Cyrillic by
/// ICAO Doc 9303-3, Korean by the letters of the Revised Romanization.
///
/// Letter by letter, of small letters. Marks that stand by themselves (NFD) are the caller's to drop, so a letter and its
/// composed forms are one: й is an i as и is.
enum Transliteration {
    /// Nil for a letter of another script; υ after a vowel is the caller's too: `u`.
    static func ascii(_ letter: Unicode.Scalar) -> String? {
        latin(letter) ?? greekLetters[letter] ?? cyrillicLetters[letter] ?? korean(letter)
    }

    /// The letter that a letter with its mark is composed of, in scripts that are not romanised here.
    static func base(_ letter: Unicode.Scalar) -> Unicode.Scalar { bases[letter] ?? letter }

    static func latin(_ letter: Unicode.Scalar) -> String? { latinLetters[letter] }

    // MARK: Korean

    /// A syllable is composed of 19 initials, 21 vowels and 27 finals, or none, in this order (Unicode, section 3.12).
    private static func korean(_ letter: Unicode.Scalar) -> String? {
        switch letter.value {
        case 0xAC00...0xD7A3:
            let place = Int(letter.value - 0xAC00)
            return initials[place / 588] + vowels[place % 588 / 28] + finals[place % 28]
        case 0x1100...0x1112: return initials[Int(letter.value - 0x1100)]
        case 0x1161...0x1175: return vowels[Int(letter.value - 0x1161)]
        case 0x11A8...0x11C2: return finals[Int(letter.value - 0x11A7)]
        default: return nil
        }
    }

    private static let initials = [
        "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
    ]
    private static let vowels = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui",
        "i",
    ]
    private static let finals = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t",
        "k",
        "t", "p", "t",
    ]

    // MARK: Letters

    // swift-format-ignore
    private static let latinLetters = table([
        "a": "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ", "b": "ḃḅḇɓƀ", "c": "çćĉċčḉ", "d": "ďḋḍḏḑḓðđɗ", "e": "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệəǝ",
        "f": "ḟƒ", "g": "ĝğġģǧǵḡǥɠ", "h": "ĥȟḣḥḧḩḫẖħ", "i": "ìíîïĩīĭįǐȉȋḭḯỉịıɨ", "j": "ĵǰȷ", "k": "ķǩḱḳḵĸƙ", "l": "ĺļľḷḹḻḽŀłƚ",
        "m": "ḿṁṃ", "n": "ñńņňǹṅṇṉṋŉŋɲ", "o": "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿɔ", "p": "ṕṗ", "r": "ŕŗřȑȓṙṛṝṟ",
        "s": "śŝşšșṡṣṥṧṩſẛ", "t": "ţťțṫṭṯṱẗŧ", "u": "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "v": "ṽṿ", "w": "ŵẁẃẅẇẉẘ", "x": "ẋẍ",
        "y": "ýÿŷȳẏẙỳỵỷỹƴ", "z": "źżžẑẓẕƶ", "ae": "æǣǽ", "oe": "œ", "ss": "ß", "th": "þ", "ij": "ĳ", "dz": "ǆǳ", "zh": "ʒǯ", "lj": "ǉ", "nj": "ǌ",
    ])

    // swift-format-ignore
    private static let greekLetters = table([
        "a": "αάἀἁἂἃἄἅἆἇὰᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ\u{1F71}", "v": "βϐ", "g": "γ", "d": "δ", "e": "εέἐἑἒἓἔἕὲϵ\u{1F73}", "z": "ζ",
        "i": "ηήἠἡἢἣἤἥἦἧὴᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇιΐίϊἰἱἲἳἴἵἶἷὶῐῑῒῖῗ\u{1F75}\u{1F77}\u{1FBE}\u{1FD3}", "th": "θϑ", "k": "κϰ", "l": "λ", "m": "μ\u{B5}", "n": "ν", "x": "ξ",
        "o": "οόὀὁὂὃὄὅὸωώὠὡὢὣὤὥὦὧὼᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ\u{1F79}\u{1F7D}", "p": "πϖ", "r": "ρῤῥϱ", "s": "σςϲ", "t": "τ",
        "y": "υΰϋύὐὑὒὓὔὕὖὗὺῠῡῢῦῧϒϓϔ\u{1F7B}\u{1FE3}", "f": "φϕ", "ch": "χ", "ps": "ψ",
    ])

    /// The soft sign has no letter.
    // swift-format-ignore
    private static let cyrillicLetters = table([
        "a": "аӑӓ", "b": "б", "v": "в", "g": "гѓґғ", "d": "д", "e": "еѐёӗэӭѣ", "zh": "жӂӝ", "z": "зӟ", "i": "ийѝӣӥіїѵѷ", "k": "кќқ",
        "l": "л", "m": "м", "n": "нң", "o": "оӧөӫ", "p": "п", "r": "р", "s": "с", "t": "т", "u": "уўӯӱӳүұ", "f": "фѳ", "kh": "хҳ",
        "ts": "ц", "ch": "чӵҷ", "sh": "ш", "shch": "щ", "ie": "ъє", "y": "ыӹ", "": "ь", "iu": "ю", "ia": "я", "dj": "ђ", "dz": "ѕ",
        "j": "ј", "lj": "љ", "nj": "њ", "c": "ћ", "dzh": "џ", "h": "һ", "ae": "әӛ",
    ])

    private static func table(_ rows: KeyValuePairs<String, String>) -> [Unicode.Scalar: String] {
        var table: [Unicode.Scalar: String] = [:]
        for (ascii, letters) in rows {
            for letter in letters.unicodeScalars { table[letter] = ascii }
        }
        return table
    }

    /// Every letter of other scripts that Unicode composes of a letter and a mark, beside that letter.
    private static let bases: [Unicode.Scalar: Unicode.Scalar] = {
        let composed = "آأؤإئۀۂۓऩऱऴஔဦᬆᬈᬊᬌᬎᬒがぎぐげござじずぜぞだぢづでどばぱびぴぶぷべぺぼぽゔゞガギグゲゴザジズゼゾダヂヅデドバパビピブプベペボポヴヷヸヹヺヾ𑂚𑂜𑂫"
        let letters = "ااوايەہےनरळஒဥᬅᬇᬉᬋᬍᬑかきくけこさしすせそたちつてとははひひふふへへほほうゝカキクケコサシスセソタチツテトハハヒヒフフヘヘホホウワヰヱヲヽ𑂙𑂛𑂥"
        return Dictionary(uniqueKeysWithValues: zip(composed.unicodeScalars, letters.unicodeScalars))
    }()
}
