import Core
import Testing

@Suite struct `An e-mail address` {
    @Test(
        arguments: [
            ("ada@example.org", "ada@example.org"), ("Ada.L@Example.ORG", "Ada.L@example.org"),
            ("a@b.c", "a@b.c"), ("o'hara+tag@sub.example.org", "o'hara+tag@sub.example.org"),
            ("!#$%&'*+-/=?^_`{|}~@example.org", "!#$%&'*+-/=?^_`{|}~@example.org"),
            ("x@xn--bcher-kva.example", "x@xn--bcher-kva.example"), ("1@1.1", "1@1.1"),
        ])
    func `keeps its mailbox and lowers its domain`(text: String, normal: String) {
        #expect(EmailAddress.normalised(text) == normal)
    }

    @Test(
        arguments: [
            "", "@", "ada", "ada@", "@example.org", "ada@example", "ada@.org", "ada@example.", "ada@exa mple.org",
            " ada@example.org",
            ".ada@example.org", "ada.@example.org", "a..b@example.org", "a@b@example.org", "ada@-a.org", "ada@a-.org",
            "ada@[1.2.3.4]",
            "\"a b\"@example.org", "é@example.org", "ada@éxample.org", "ada@example.org\r\nBcc: x@y.z", "ada\u{0}@example.org",
            "ada@example_x.org",
        ])
    func `is refused where no host of ours would take it`(text: String) {
        #expect(EmailAddress.normalised(text) == nil)
    }

    @Test func `is bounded in all its parts`() {
        let long = String(repeating: "a", count: 64)
        #expect(EmailAddress.normalised("\(long)@example.org") != nil)
        #expect(EmailAddress.normalised("\(long)a@example.org") == nil)
        let label = String(repeating: "b", count: 63)
        #expect(EmailAddress.normalised("a@\(label).org") != nil)
        #expect(EmailAddress.normalised("a@\(label)b.org") == nil)
        let domain = Array(repeating: String(repeating: "c", count: 61), count: 4).joined(separator: ".")
        #expect(EmailAddress.normalised("abcde@\(domain)") != nil)
        #expect(EmailAddress.normalised("abcdef1@\(domain)") == nil)
    }
}
