import Core
import Testing

@testable import Queues

@Suite struct `A broker's URL` {
    @Test func `is read whole`() throws {
        let url = try RabbitURL(
            "amqps://us%40er:p%3Aw%2Fd@[::1]:5999/my%2Fhost?heartbeat=20&connection_timeout=3000&cacertfile=/etc/passwd"
                + "&certfile=/etc/passwd&keyfile=/etc/passwd&verify=verify_none&server_name_indication=rabbit.example")
        #expect(url.isSecure && url.user == "us@er" && url.password == "p:w/d" && url.host == "::1" && url.port == 5999)
        #expect(url.vhost == "my/host" && url.heartbeat == 20 && url.connectionTimeout == .seconds(3))
        #expect(url.authorities == "/etc/passwd" && url.certificate == "/etc/passwd" && url.key == "/etc/passwd")
        #expect(!url.verifiesPeer && url.serverName == "rabbit.example")
    }

    @Test(arguments: [
        ("amqp://", "localhost", 5672, "/"), ("amqps://h", "h", 5671, "/"), ("amqp://h:1/", "h", 1, "/"),
        ("amqp://u@h/v", "h", 5672, "v"), ("AMQP://h/%2F", "h", 5672, "/"),
    ])
    func `has defaults`(text: String, host: String, port: Int, vhost: String) throws {
        let url = try RabbitURL(text)
        #expect(url.host == host && url.port == port && url.vhost == vhost && url.verifiesPeer && url.heartbeat == 10)
    }

    @Test(arguments: [
        "http://h", "amqp://u:xyzzy@h:99999", "amqp://u:xyz%zzzy@h", "amqp://u:xyzzy@h?heartbeat=0", "amqp://u:xyz/xyzzy@h",
        "amqp://u:xyzzy@h?color=red", "amqp://u:xyzzy@h?verify=maybe", "amqp://u:xyzzy@h/a/b", "amqp://u:xyz#zy@h",
        "amqp://u:xyzzy@h?cacertfile=/nowhere", "amqps://u:xyzzy@h?certfile=/etc/passwd", "amqp://u:xyzzy%00@h",
        "amqp://:xyzzy@h", "amqp://u:xyzzy@h?heartbeat",
    ])
    func `that is wrong is refused without its password`(text: String) {
        let failure = RabbitBroker.failure { _ = try RabbitURL(text) }.failure
        #expect(failure?.isFatal == true)
        #expect(failure?.message.contains("xyz") == false, "\(failure?.message ?? "")")
    }

    @Test func `tells all its mistakes at once`() {
        let failure = RabbitBroker.failure { _ = try RabbitURL("amqp://u:p@h:x?heartbeat=-1&verify=no&what=1") }.failure
        #expect(failure?.message.split(separator: ";").count == 4 + 1, "\(failure?.message ?? "")")
    }

    @Test func `never shows its password`() throws {
        let url = try RabbitURL("amqp://u:sesame@h")
        var dumped = ""
        dump(url, to: &dumped)
        for text in ["\(url)", String(reflecting: url), dumped, url.place] { #expect(!text.contains("sesame")) }
    }
}
