import Core
import Testing

/// VER-2: whoever gave a wrong number learns what is wrong, and how to mend it, in seconds.
@Suite struct `A number that is none` {
    @Test(
        arguments: [
            ("517403574", "FR", "“4” at position 9 of “517403574”", "“2”"), ("5174O3572", "FR", "“O” at position 5", "a digit"),
            ("51740357", "FR", "“51740357” has 8 characters", "no number of FR"),
            ("FR00517403572", "FR", "check digits", "a VAT number"),
            ("73282932000079", "FR", "position 14", "“4”"), ("000000000", "FR", "nothing but zeros", "a SIREN"),
            ("HRB 49263", "DE", "names no court", "every court"),
            ("HRB 49263 Hintertupfing", "DE", "“HINTERTUPFING”", "no register court"),
            ("HRB 1 Frankfurt", "DE", "two courts at Frankfurt", ""), ("HRC 44123 Aachen", "DE", "no number of DE", ""),
            ("HRB Köln", "DE", "no number behind “HRB”", ""), ("HRB 1234567 Köln", "DE", "1 to 6 digits", ""),
            ("DEZ9999.HRB1", "DE", "no register court with the code", "Z9999"), ("DE129304291", "FR", "a number of DE", "FR"),
            ("FR44732829320", "DE", "a number of FR", "DE"), ("B64717839", "ES", "position 9", "“8”"),
            ("I1234567A", "ES", "“I” at position 1", "a digit"),
            ("12345678901", "IT", "no tax office 890", "digits 8 to 10"), ("273121520001", "NL", "12 digits", "establishment"),
            ("NL004495445B00", "NL", "begin with 01", "a VAT number"), ("CHE-100.155.213", "CH", "position 12", "“2”"),
            ("CH-020.3.123.456-7", "CH", "before 2014", ""),
            ("0598316205", "PL", "tax office", "a NIP"), ("XX123456", "GB", "no numbers that begin with XX", ""),
            ("FN 122119x", "AT", "position 7", "“M”"),
            ("BE BE 0220764971", "BE", "no number of BE", "12 characters"), ("CZ9123456789012", "CZ", "no number of CZ", ""),
            ("517403572", "XX", "not known here", "XX"), ("517403572", "France", "two letters", ""), ("", "FR", "no number", ""),
            ("513Б03572", "FR", "U+0411", ""), ("51\u{0}740357", "FR", "U+0000", ""),
            ("J53/1/2000", "RO", "Registrul Comerțului", ""),
            ("J2012000750529", "RO", "position 14", "“8”"), ("969500BL7YE3PXKDYT36", "FR", "check digits", "an LEI"),
            ("RCS Paris B 517 403", "FR", "9 digits of the SIREN", "has 6"), ("SIREN 51740357200012", "FR", "14 characters", ""),
        ])
    func `is refused with the place and the reason`(text: String, country: String, one: String, other: String) throws {
        let problem = try #require(RegistrationSamples.problem(text, country), "\(text)")
        #expect(problem.message.contains(one) && (other.isEmpty || problem.message.contains(other)), "\(problem.message)")
        #expect(!problem.remedy.isEmpty)
    }

    @Test func `says by the right forms what the country's numbers look like`() throws {
        let problem = try #require(RegistrationSamples.problem("123", "PT"))
        #expect(problem.remedy.contains("a NIPC (9 digits, the first from 5 on, 501964843)"), "\(problem.remedy)")
    }

    @Test func `becomes the reason of a refusal`() throws {
        let reason = try #require(RegistrationSamples.problem("517403574", "FR")).reason()
        #expect(reason.rule == "VER-2" && reason.field == "registrationNumber" && reason.message.contains("position 9"))
    }
}
