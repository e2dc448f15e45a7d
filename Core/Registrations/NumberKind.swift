/// Kinds of numbers by which a company is known. Policies name them.
package enum NumberKind: String, CaseIterable, Sendable {
    /// Of any country.
    case lei, vat
    // France.
    case siren, siret, rcs
    // Spain: of entities, of citizens, of foreigners.
    case nif, dni, nie
    // Portugal: of entities, of people.
    case nipc
    case nifPerson = "nif-person"
    // Italy.
    case partitaIVA = "partita-iva"
    case codiceFiscale = "codice-fiscale"
    // Belgium.
    case enterprise
    // Netherlands: of the commercial register, of the tax office.
    case kvk, rsin
    // Luxembourg.
    case rcsl
    // Germany: divisions of the commercial register, and its sisters.
    case hra, hrb, gnr, pr, vr, gsr
    // Austria.
    case fn
    // Switzerland.
    case uid
    // United Kingdom, Ireland, Cyprus, Malta.
    case crn, cro, he, mbr
    // Denmark, Finland, Norway and Sweden.
    case cvr
    case yTunnus = "y-tunnus"
    case orgnr
    // Estonia, Latvia, Lithuania.
    case registrikood, regnr
    case kodas
    // Poland.
    case krs, nip, regon
    // Czechia and Slovakia.
    case ico
    // Hungary.
    case adoszam, cegjegyzekszam
    // Romania.
    case cui, onrc
    // Croatia, Slovenia, Bulgaria.
    case oib, maticna, eik
    // Greece.
    case afm, gemi

    /// As a sentence names one: `a SIREN`.
    package var name: String {
        switch self {
        case .lei: "an LEI"
        case .vat: "a VAT number"
        case .siren: "a SIREN"
        case .siret: "a SIRET"
        case .rcs: "an RCS number"
        case .nif: "a NIF of an entity"
        case .dni: "a DNI"
        case .nie: "a NIE"
        case .nipc: "a NIPC"
        case .nifPerson: "a NIF of a person"
        case .partitaIVA: "a partita IVA"
        case .codiceFiscale: "a codice fiscale"
        case .enterprise: "an enterprise number"
        case .kvk: "a KvK number"
        case .rsin: "an RSIN"
        case .rcsl: "an RCS number"
        case .hra, .hrb, .pr, .vr: "a number of the \(rawValue.uppercased())"
        case .gnr: "a number of the GnR"
        case .gsr: "a number of the GsR"
        case .fn: "a Firmenbuch number"
        case .uid: "a UID"
        case .crn: "a company number"
        case .cro: "a CRO number"
        case .he: "a number of the Registrar of Companies"
        case .mbr: "a number of the Business Registry"
        case .cvr: "a CVR number"
        case .yTunnus: "a Y-tunnus"
        case .orgnr: "an organisation number"
        case .registrikood: "a registrikood"
        case .regnr: "a reģistrācijas numurs"
        case .kodas: "an įmonės kodas"
        case .krs: "a KRS number"
        case .nip: "a NIP"
        case .regon: "a REGON"
        case .ico: "an IČO"
        case .adoszam: "an adószám"
        case .cegjegyzekszam: "a cégjegyzékszám"
        case .cui: "a CUI"
        case .onrc: "a number of the Registrul Comerțului"
        case .oib: "an OIB"
        case .maticna: "a matična številka"
        case .eik: "an EIK"
        case .afm: "an AFM"
        case .gemi: "a GEMI number"
        }
    }
}
