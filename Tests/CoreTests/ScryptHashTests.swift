import Core
import Testing

@Suite struct `A password's hash` {
    static let salt = "c2FsdHNhbHRzYWx0"
    static let hash = "aGFzaGhhc2hoYXNoaGFzaA"

    @Test(arguments: ["ln=14,r=8,p=1", "ln=17,r=8,p=1", "ln=20,r=32,p=16"])
    func `is taken with parameters a login can afford`(parameters: String) {
        #expect(ScryptHash.isAcceptable("$scrypt$\(parameters)$\(Self.salt)$\(Self.hash)"))
    }

    @Test(
        arguments: [
            "ln=13,r=8,p=1", "ln=21,r=8,p=1", "ln=17,r=7,p=1", "ln=17,r=33,p=1", "ln=17,r=8,p=0", "ln=17,r=8,p=17",
            "r=8,ln=17,p=1",
            "ln=17,r=8", "ln=17,r=8,p=1,x=1", "ln=,r=8,p=1", "ln=+17,r=8,p=1", "ln=017,r=8,p=1", "ln=1e1,r=8,p=1",
            "ln=99999999999999999999,r=8,p=1", "",
        ])
    func `is refused with any others`(parameters: String) {
        #expect(!ScryptHash.isAcceptable("$scrypt$\(parameters)$\(Self.salt)$\(Self.hash)"))
    }

    @Test(
        arguments: [
            "correct horse battery staple", "$2b$12$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA", "",
            "$$$$",
            "$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0", "scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA",
            "$scrypt$ln=17,r=8,p=1$c2FsdA$aGFzaGhhc2hoYXNoaGFzaA", "$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaA",
            "$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0==$aGFzaGhhc2hoYXNoaGFzaA",
            "$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzY-_0$aGFzaGhhc2hoYXNoaGFzaA",
            "$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0a$aGFzaGhhc2hoYXNoaGFzaA",
            "$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA$",
        ])
    func `is refused in any other form, a password in clear first of all`(text: String) {
        #expect(!ScryptHash.isAcceptable(text))
    }
}
