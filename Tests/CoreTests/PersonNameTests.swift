import Core
import Testing

@Suite struct `A second person` {
    @Test(arguments: [
        "Rita@Guichet.example", "rita+2@guichet.example", "\"Rita\" <rita@guichet.example>", "<rita@guichet.example>",
        "rita@guichet.example.", "mailto:rita@guichet.example", "\"rita\"@guichet.example", "rita@guichet.example\u{200B}",
        "rita\u{FF20}guichet.example", " rita@guichet.example ",
    ])
    func `is not the first in another spelling of the address (SEC-10)`(spelling: String) {
        #expect(!PersonName.isAnother(spelling, than: ["rita@guichet.example"]))
    }

    @Test func `is not the first by another form of the account, or another order of the name (SEC-10)`() {
        let account = "0193a4f2-7d1c-7c3e-8a51-2f6b9d0c4e17"
        for form in ["{\(account)}", "urn:uuid:\(account)", account.uppercased(), "0193a4f27d1c7c3e8a512f6b9d0c4e17"] {
            #expect(!PersonName.isAnother(form, than: [account]))
        }
        #expect(!PersonName.isAnother("rita.rossi", than: ["Rossi Rita"]))
        #expect(!PersonName.isAnother("gil.x+work@gmail.com", than: ["gilx@googlemail.com"]))
    }

    @Test func `is another where the mailbox is another`() {
        #expect(PersonName.isAnother("sam@guichet.example", than: ["rita@guichet.example", nil]))
        #expect(PersonName.isAnother("gil.x@corp.example", than: ["gil.y@corp.example"]))
    }
}
