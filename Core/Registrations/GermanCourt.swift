/// A court that keeps, or kept, a commercial register in Germany, with its code in the justice's list (XJustiz GDS.Gerichte).
struct GermanCourt: Hashable, Sendable {
    /// A letter for the state and four digits. The letter that some codes end with (`D2601V`, `F1103R`) is the department.
    let code: String
    let name: String

    /// Nil for a word that is none, or that says too little: there are two Frankfurts.
    static func named(_ words: [String]) -> GermanCourt? {
        byWords[Set(words.compactMap(plain))].flatMap { byCode[$0] }
    }

    static func coded(_ code: String) -> GermanCourt? { byCode[String(code.prefix(5))] }

    /// One spelling for ä, ae and a; nothing for small words.
    private static func plain(_ word: String) -> String? {
        if fillers.contains(word) { return nil }
        if word == "SANKT" { return "ST" }
        var plain = ""
        for letter in word {
            // The e that stands for an umlaut.
            if letter == "E", let last = plain.last, "AOU".contains(last) { continue }
            plain.append(letter)
        }
        return plain
    }

    private static let fillers: Set<String> = [
        "AMTSGERICHT", "AMTSGERICHTS", "AG", "REGISTERGERICHT", "HANDELSREGISTER", "HANDELSREGISTERNUMMER", "REGISTER", "BEIM",
        "BEI", "DES", "DER", "AN", "IM", "IN", "I", "A", "D", "NR", "NUMMER", "UNTER", "EINGETRAGEN", "HR", "FRUEHER",
        "FRUHER",
    ]

    private static let byCode: [String: GermanCourt] = Dictionary(
        rows.map { ($0.code, GermanCourt(code: $0.code, name: $0.names[0])) }, uniquingKeysWith: { first, _ in first })

    private static let byWords: [Set<String>: String] = {
        var byWords: [Set<String>: String] = [:]
        for row in rows {
            for name in row.names { byWords[Set(words(of: name).compactMap(plain))] = row.code }
        }
        return byWords
    }()

    private static func words(of name: String) -> [String] {
        do throws(NumberProblem) { return try NumberSpelling(name).words } catch { return [] }
    }

    private static let rows: [(code: String, names: [String])] = list.split(separator: "\n").map { line in
        let names = line.dropFirst(6).split(separator: "=").map { name in
            name.split(separator: " ").joined(separator: " ")
        }
        return (String(line.prefix(5)), names)
    }

    /// One court a line: code, name, and what else it is called.
    private static let list = """
        B8534 Stuttgart
        B8535 Mannheim
        B8536 Freiburg = Freiburg Breisgau = Freiburg Br
        B8537 Ulm
        D2102 Augsburg
        D2201 Deggendorf
        D2304 Kempten = Kempten Allgäu = Allgäu
        D2404 Landshut
        D2505 Memmingen
        D2601 München = Munich
        D2803 Passau
        D2910 Traunstein
        D3101 Amberg
        D3201 Ansbach
        D3304 Fürth
        D3310 Nürnberg = Nuremberg
        D3410 Regensburg
        D3413 Straubing
        D3508 Weiden = Weiden OPf = Weiden i.d.OPf. = Weiden Oberpfalz
        D4102 Aschaffenburg
        D4201 Bamberg
        D4301 Bayreuth
        D4401 Coburg
        D4501 Hof
        D4608 Schweinfurt
        D4708 Würzburg
        D5701 Ingolstadt
        F1103 Charlottenburg = Berlin = Berlin Charlottenburg
        G1103 Cottbus
        G1207 Frankfurt (Oder) = Frankfurt Oder
        G1309 Neuruppin
        G1312 Potsdam
        H1101 Bremen
        K1101 Hamburg
        M1103 Darmstadt
        M1114 Offenbach = Offenbach am Main = Offenbach Main = Offenbach a.M. = Offenbach a. M.
        M1201 Frankfurt am Main = Frankfurt Main = Frankfurt a.M. = Frankfurt a. M.
        M1202 Bad Homburg = Bad Homburg vdH = Bad Homburg v. d. H. = Bad Homburg v. d. Höhe
        M1203 Königstein = Königstein Taunus
        M1301 Fulda
        M1305 Bad Hersfeld
        M1405 Friedberg = Friedberg Hessen
        M1406 Gießen
        M1502 Hanau
        M1602 Eschwege
        M1603 Fritzlar
        M1607 Kassel
        M1608 Korbach
        M1706 Limburg = Limburg Lahn
        M1710 Wetzlar
        M1809 Marburg
        M1906 Wiesbaden
        N1105 Neubrandenburg
        N1206 Rostock
        N1209 Stralsund
        N1308 Schwerin
        P1103 Braunschweig
        P2106 Stadthagen
        P2204 Göttingen
        P2305 Hannover = Hanover
        P2408 Hildesheim
        P2507 Lüneburg
        P2613 Tostedt
        P2716 Walsrode
        P3101 Aurich
        P3210 Oldenburg = Oldenburg Oldb
        P3313 Osnabrück
        R1101 Düsseldorf
        R1102 Neuss
        R1105 Langenfeld
        R1202 Duisburg
        R1304 Kleve
        R1402 Krefeld
        R1504 Mönchengladbach
        R1608 Wuppertal
        R1901 Arnsberg
        R2101 Bielefeld
        R2103 Gütersloh
        R2108 Bad Oeynhausen
        R2201 Bochum
        R2204 Recklinghausen
        R2307 Lemgo
        R2402 Dortmund
        R2404 Hamm
        R2503 Essen
        R2507 Gelsenkirchen
        R2602 Hagen
        R2604 Iserlohn
        R2706 Steinfurt
        R2707 Coesfeld
        R2713 Münster
        R2809 Paderborn = Paderborn Höxter
        R2909 Siegen
        R3101 Aachen
        R3103 Düren
        R3201 Bonn
        R3208 Siegburg
        R3306 Köln = Cologne
        T2101 Bad Kreuznach
        T2210 Koblenz
        T2214 Montabaur
        T2304 Mainz
        T2408 Wittlich
        T3104 Ludwigshafen = Ludwigshafen am Rhein = Ludwigshafen Rhein
        T3201 Kaiserslautern
        T3304 Landau = Landau Pfalz
        T3403 Zweibrücken
        U1104 Dresden
        U1206 Chemnitz
        U1308 Leipzig
        V1102 Homburg = Homburg Saar
        V1103 Lebach
        V1104 Merzig
        V1105 Neunkirchen
        V1107 Ottweiler
        V1109 Saarbrücken
        V1110 Saarlouis
        V1111 St. Ingbert
        V1112 St. Wendel
        V1115 Völklingen
        W1215 Stendal
        X1112 Flensburg
        X1321 Pinneberg
        X1517 Kiel
        X1721 Lübeck
        Y1101 Apolda
        Y1102 Arnstadt
        Y1105 Eisenach
        Y1106 Erfurt
        Y1108 Gotha
        Y1109 Heilbad Heiligenstadt = Heiligenstadt
        Y1110 Mühlhausen
        Y1111 Nordhausen
        Y1112 Sömmerda
        Y1113 Sondershausen
        Y1114 Weimar
        Y1201 Altenburg
        Y1203 Gera
        Y1205 Greiz
        Y1206 Jena
        Y1208 Pößneck Zweigstelle Bad Lobenstein
        Y1209 Pößneck
        Y1210 Rudolstadt
        Y1211 Rudolstadt Zweigstelle Saalfeld
        Y1214 Stadtroda
        Y1301 Bad Salzungen
        Y1302 Hildburghausen
        Y1303 Arnstadt Zweigstelle Ilmenau
        Y1304 Meiningen
        Y1307 Sonneberg
        Y1308 Suhl
        """
}
