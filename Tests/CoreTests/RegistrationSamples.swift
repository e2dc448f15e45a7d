import Core
import Foundation
import Testing

/// Numbers that others collected, each with what it is, in the folder that `GUICHET_SAMPLES` names. They are not ours to copy.
enum RegistrationSamples {
    static let folder = ProcessInfo.processInfo.environment["GUICHET_SAMPLES"]

    /// Where they are missing, the tests that need them say that they did not run; on the build server they fail.
    static var areWanted: Bool { folder != nil || ProcessInfo.processInfo.environment["CI"] != nil }
    static let absence: Comment = "GUICHET_SAMPLES names no folder: numbers that others collected were not read"

    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// The rows of a table under its head line.
    static func rows(_ name: String) throws -> [[String]] {
        let path = "\(folder ?? "")/company-ids/\(name)"
        guard let data = FileManager.default.contents(atPath: path) else { throw Missing(description: "there is no \(path)") }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst().map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// What a module of the collection is about, in our words.
    struct Module {
        let country: String
        let kinds: Set<NumberKind>
        /// Letters that its numbers are meant to have; a VAT number without them may be another number.
        var prefix = ""
    }

    static let modules: [String: Module] = [
        "at.businessid": Module(country: "AT", kinds: [.fn]), "at.uid": Module(country: "AT", kinds: [.vat], prefix: "AT"),
        "be.vat": Module(country: "BE", kinds: [.vat, .enterprise]), "bg.vat": Module(country: "BG", kinds: [.vat], prefix: "BG"),
        "ch.uid": Module(country: "CH", kinds: [.uid]), "ch.vat": Module(country: "CH", kinds: [.vat]),
        "cy.vat": Module(country: "CY", kinds: [.vat], prefix: "CY"), "cz.ico": Module(country: "CZ", kinds: [.ico]),
        "de.handelsregisternummer": Module(country: "DE", kinds: [.hra, .hrb, .gnr, .pr, .vr]),
        "dk.cvr": Module(country: "DK", kinds: [.cvr, .vat]), "ee.kmkr": Module(country: "EE", kinds: [.vat]),
        "ee.registrikood": Module(country: "EE", kinds: [.registrikood]), "es.cif": Module(country: "ES", kinds: [.nif]),
        "es.dni": Module(country: "ES", kinds: [.dni]), "es.nie": Module(country: "ES", kinds: [.nie]),
        "es.nif": Module(country: "ES", kinds: [.nif, .dni, .nie]), "fi.alv": Module(country: "FI", kinds: [.vat]),
        "fr.rcs": Module(country: "FR", kinds: [.rcs]), "fr.siren": Module(country: "FR", kinds: [.siren]),
        "fr.siret": Module(country: "FR", kinds: [.siret]), "fr.tva": Module(country: "FR", kinds: [.vat]),
        "gb.vat": Module(country: "GB", kinds: [.vat]), "gr.vat": Module(country: "GR", kinds: [.vat]),
        "hu.anum": Module(country: "HU", kinds: [.vat]), "ie.vat": Module(country: "IE", kinds: [.vat]),
        "it.codicefiscale": Module(country: "IT", kinds: [.codiceFiscale, .partitaIVA]),
        "it.iva": Module(country: "IT", kinds: [.partitaIVA]), "lei": Module(country: "FR", kinds: [.lei]),
        "lt.pvm": Module(country: "LT", kinds: [.vat], prefix: "LT"), "lv.pvn": Module(country: "LV", kinds: [.vat, .regnr]),
        "mc.tva": Module(country: "MC", kinds: [.vat]), "mt.vat": Module(country: "MT", kinds: [.vat]),
        "nl.bsn": Module(country: "NL", kinds: [.rsin]), "nl.btw": Module(country: "NL", kinds: [.vat]),
        "no.mva": Module(country: "NO", kinds: [.vat]), "no.orgnr": Module(country: "NO", kinds: [.orgnr]),
        "pl.nip": Module(country: "PL", kinds: [.vat, .nip]), "pl.regon": Module(country: "PL", kinds: [.regon]),
        "pt.nif": Module(country: "PT", kinds: [.vat, .nipc, .nifPerson]), "ro.cf": Module(country: "RO", kinds: [.vat, .cui]),
        "ro.cui": Module(country: "RO", kinds: [.vat, .cui]), "ro.onrc": Module(country: "RO", kinds: [.onrc]),
        "se.orgnr": Module(country: "SE", kinds: [.orgnr]), "se.vat": Module(country: "SE", kinds: [.vat]),
        "si.ddv": Module(country: "SI", kinds: [.vat]), "si.maticna": Module(country: "SI", kinds: [.maticna]),
        "sk.dph": Module(country: "SK", kinds: [.vat]), "sk.ico": Module(country: "SK", kinds: [.ico]),
    ]

    static func read(_ text: String, _ country: String) -> RegistrationNumber? {
        switch RegistrationNumber.read(text, country: country) {
        case .success(let number): number
        case .failure: nil
        }
    }

    static func problem(_ text: String, _ country: String) -> NumberProblem? {
        switch RegistrationNumber.read(text, country: country) {
        case .success: nil
        case .failure(let problem): problem
        }
    }

    /// A number of a known generator, so that every run tries the same ones.
    struct Dice {
        var state: UInt64

        mutating func roll(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
    }
}
