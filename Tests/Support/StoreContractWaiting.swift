import Core
import Testing

extension StoreContract {
    // MARK: What waits

    static let waiting = [
        StoreClause("the outbox answers ids in order, keeps its rows from the sweep for 10 s, and gives them back whole") {
            house in
            let store = try house.store()
            let outbox = try house.outbox()
            var changes = Changes()
            changes.outbox = [message("one"), message("sealed"), message("three")]
            let start = house.now
            let ids = try commit(changes, to: store)
            #expect(ids.count == 3 && ids == ids.sorted())
            let early = start.adding(.seconds(5))
            #expect(try outbox.lease(upTo: 10, until: early.adding(.seconds(30)), now: early).isEmpty)
            let later = house.now.adding(.seconds(40))
            let rows = try outbox.lease(upTo: 2, until: later.adding(.seconds(30)), now: later)
            #expect(rows == zip(ids, changes.outbox).prefix(2).map { OutboxRow(id: $0, entry: $1) })
            #expect(try outbox.lease(upTo: 10, until: later.adding(.seconds(30)), now: later).map(\.id) == [ids[2]])
            let end = later.adding(.seconds(30))
            #expect(try outbox.lease(upTo: 10, until: end.adding(.seconds(30)), now: end).map(\.id) == ids)
        },
        StoreClause("what is forgotten is gone; what is buried is a dead letter") { house in
            let store = try house.store()
            let outbox = try house.outbox()
            var changes = Changes()
            changes.outbox = [message("one"), message("two"), message("three")]
            let ids = try commit(changes, to: store)
            try outbox.forget([ids[0]])
            try outbox.bury(ids[1], reason: "no queue")
            try outbox.bury(ids[1], reason: "twice")
            let later = house.now.adding(.seconds(40))
            #expect(try outbox.lease(upTo: 10, until: later.adding(.seconds(1)), now: later).map(\.id) == [ids[2]])
            #expect(try house.deadLetters() == ["no queue": 1])
        },
        StoreClause("a dead letter that comes again is counted, not written again") { house in
            let store = try house.store()
            var changes = Changes()
            changes.dead = [dead("one"), dead("one"), dead("two"), dead("three", queue: "guichet.notification")]
            _ = try commit(changes, to: store)
            changes.dead = [dead("one")]
            _ = try commit(changes, to: store)
            #expect(try house.deadLetters() == ["one": 3, "two": 1, "three": 1])
        },
        StoreClause("timers fire when due, in order, once; scheduling replaces and cancelling removes") { house in
            let store = try house.store()
            let agenda = try house.agenda()
            let due = Moment(seconds: 2_000_000_000)
            #expect(try agenda.nextDue() == nil)
            var changes = Changes()
            changes.timers = [
                TimerEntry(key: "late", due: due.adding(.seconds(2)), message: message("late")),
                TimerEntry(key: "soon", due: due.adding(.seconds(1)), message: message("soon")),
                TimerEntry(key: "never", due: due, message: message("never")),
                TimerEntry(key: "moved", due: due, message: message("moved")),
            ]
            _ = try commit(changes, to: store)
            changes.timers = [TimerEntry(key: "moved", due: due.adding(.seconds(3)), message: message("moved on"))]
            changes.cancelledTimers = ["never", "unknown"]
            _ = try commit(changes, to: store)
            #expect(try agenda.nextDue() == due.adding(.seconds(1)))
            #expect(try agenda.fire(upTo: 9, until: due.adding(.seconds(30)), now: due).isEmpty)
            let later = due.adding(.seconds(2))
            let fired = try agenda.fire(upTo: 9, until: later.adding(.seconds(30)), now: later)
            #expect(fired.map(\.entry) == [message("soon"), message("late")])
            #expect(try agenda.fire(upTo: 9, until: later.adding(.seconds(30)), now: later).isEmpty)
            #expect(try agenda.nextDue() == due.adding(.seconds(3)))
            let outbox = try house.outbox()
            #expect(try outbox.lease(upTo: 9, until: later.adding(.seconds(9)), now: later.adding(.seconds(29))).isEmpty)
            #expect(try outbox.lease(upTo: 9, until: later, now: later.adding(.seconds(30))) == fired)
        },
        StoreClause("the agenda fires no more than it is asked for") { house in
            let store = try house.store()
            let agenda = try house.agenda()
            var changes = Changes()
            changes.timers = (0..<5).map { TimerEntry(key: "\($0)", due: Moment(seconds: $0), message: message("\($0)")) }
            _ = try commit(changes, to: store)
            let now = house.now
            #expect(try agenda.fire(upTo: 3, until: now, now: now).map(\.entry) == ["0", "1", "2"].map(message))
            #expect(try agenda.fire(upTo: 3, until: now, now: now).map(\.entry) == ["3", "4"].map(message))
        },
        StoreClause("a parked message fires when due, and is parked once however often it is written") { house in
            let store = try house.store()
            let agenda = try house.agenda()
            let due = Moment(seconds: 2_000_000_000)
            var changes = Changes()
            changes.parked = [parked(1, sequence: 7, due: due), parked(1, sequence: 7, due: due)]
            _ = try commit(changes, to: store)
            _ = try commit(changes, to: store)
            #expect(try agenda.nextDue() == due)
            let early = due.adding(Pause(microseconds: -1))
            #expect(try agenda.fire(upTo: 9, until: due, now: early).isEmpty)
            #expect(try agenda.fire(upTo: 9, until: due, now: due).map(\.entry) == [message("1")])
            #expect(try agenda.nextDue() == nil)
        },
        StoreClause("a stream that moves releases what waited for it, as far as there is no gap") { house in
            let store = try house.store()
            let stream = Stream(source: "/portal", subject: "account/1")
            var changes = Changes()
            changes.parked = [parked(6, sequence: 6), parked(3, sequence: 3), parked(4, sequence: 4)]
            changes.parked.append(parked(5, sequence: 5, due: Moment(seconds: 2_000_000_000)))
            _ = try commit(changes, to: store)
            let outbox = try house.outbox()
            let now = house.now.adding(.seconds(1))
            #expect(try outbox.lease(upTo: 9, until: now, now: now).isEmpty)
            changes = Changes()
            changes.streams = [stream: 2]
            _ = try commit(changes, to: store)
            let freed = try outbox.lease(upTo: 9, until: now.adding(.seconds(9)), now: now)
            #expect(freed.map(\.entry) == [message("3"), message("4")])
        },
        StoreClause("what waits for a predecessor that was seen already is found by the agenda") { house in
            let store = try house.store()
            var changes = Changes()
            changes.streams = [Stream(source: "/portal", subject: "account/1"): 2]
            _ = try commit(changes, to: store)
            changes.streams = [:]
            changes.parked = [parked(3, sequence: 3), parked(5, sequence: 5)]
            _ = try commit(changes, to: store)
            let now = house.now
            #expect(try house.agenda().fire(upTo: 9, until: now, now: now).map(\.entry) == [message("3")])
        },
        StoreClause("a stream remembers its last sequence, and never moves back") { house in
            let store = try house.store()
            let (seen, unseen) = (Stream(source: "a", subject: "s"), Stream(source: "b", subject: "s"))
            var question = asking([])
            question.streams = [unseen, seen]
            #expect(try store.open(question).last.isEmpty)
            var changes = Changes()
            changes.streams = [seen: 3]
            _ = try store.commit(changes)
            #expect(try store.open(question).last == [seen: 3])
            changes.streams = [seen: 2]
            _ = try store.commit(changes)
            #expect(try store.open(question).last == [seen: 3])
        },
    ]

    // MARK: Effects and fleet

    static let effects = [
        StoreClause("a lease is one worker's until it ends, and each new one has a later epoch") { house in
            let (one, other) = (try house.store(), try house.store())
            let now = house.now
            let end = now.adding(.seconds(30))
            let first = try one.lease(claim(1), queue: "q", owner: "one", until: end, now: now)
            guard case .granted(let epoch, 1) = first else { throw Failure.fatal("\(first)") }
            #expect(try other.lease(claim(1), queue: "q", owner: "other", until: end, now: now) == .held(until: end))
            let second = try other.lease(claim(1), queue: "q", owner: "other", until: end.adding(.seconds(9)), now: end)
            guard case .granted(let later, 2) = second else { throw Failure.fatal("\(second)") }
            #expect(later > epoch)
            var question = asking([claim(1)])
            question.fences = [Fence(claim: claim(1), epoch: epoch)]
            #expect(try one.open(question).isFenced)
            one.rollback()
            question.fences = [Fence(claim: claim(1), epoch: later)]
            #expect(try other.open(question).isFenced == false)
            var changes = Changes()
            changes.settledLeases = question.fences
            _ = try other.commit(changes)
            #expect(try one.lease(claim(1), queue: "q", owner: "one", until: end, now: now) == .done)
        },
        StoreClause("a lease taken again by the process that had it counts no death") { house in
            let store = try house.store()
            let end = house.now.adding(.seconds(9))
            _ = try store.lease(claim(1), queue: "q", owner: "one", until: end, now: house.now)
            let again = try store.lease(claim(1), queue: "q", owner: "one", until: end.adding(.seconds(9)), now: end)
            guard case .granted(_, 1) = again else { throw Failure.fatal("\(again)") }
        },
        StoreClause("a lease settled without a claim can be taken anew, and its old epoch stays fenced") { house in
            let store = try house.store()
            let now = house.now
            let first = try store.lease(claim(1), queue: "q", owner: "one", until: now.adding(.seconds(9)), now: now)
            guard case .granted(let epoch, _) = first else { throw Failure.fatal("\(first)") }
            var changes = Changes()
            changes.settledLeases = [Fence(claim: claim(1), epoch: epoch)]
            _ = try commit(changes, to: store)
            let second = try store.lease(claim(1), queue: "q", owner: "two", until: now.adding(.seconds(9)), now: now)
            guard case .granted(let later, 1) = second else { throw Failure.fatal("\(second)") }
            #expect(later != epoch)
            var question = asking([claim(1)])
            question.fences = changes.settledLeases
            #expect(try store.open(question).isFenced)
            _ = try store.commit(changes)
            question.fences = [Fence(claim: claim(1), epoch: later)]
            #expect(try store.open(question).isFenced == false, "a zombie settled another's lease")
        },
        StoreClause("a lease that is renewed lasts longer, and one that is another's by now cannot be renewed") { house in
            let store = try house.store()
            let now = house.now
            let end = now.adding(.seconds(10))
            let first = try store.lease(claim(1), queue: "q", owner: "one", until: end, now: now)
            guard case .granted(let epoch, _) = first else { throw Failure.fatal("\(first)") }
            let later = end.adding(.seconds(10))
            try store.renew(Fence(claim: claim(1), epoch: epoch), until: later)
            #expect(try store.lease(claim(1), queue: "q", owner: "two", until: later, now: end) == .held(until: later))
            let last = later.adding(.seconds(10))
            let second = try store.lease(claim(1), queue: "q", owner: "two", until: last, now: later)
            guard case .granted = second else { throw Failure.fatal("\(second)") }
            try store.renew(Fence(claim: claim(1), epoch: epoch), until: last.adding(.days(1)))
            #expect(try store.lease(claim(1), queue: "q", owner: "one", until: last, now: later) == .held(until: last))
        },
        StoreClause("starts are counted by process until they are finished") { house in
            let store = try house.store()
            #expect(try store.noteStart(of: 1, queue: "q", by: "one") == 1)
            #expect(try store.noteStart(of: 1, queue: "q", by: "one") == 1)
            #expect(try store.noteStart(of: 1, queue: "q", by: "two") == 2)
            #expect(try store.noteStart(of: 2, queue: "q", by: "two") == 1)
            var changes = Changes()
            changes.finishedMarks = [1]
            _ = try commit(changes, to: store)
            #expect(try store.noteStart(of: 1, queue: "q", by: "three") == 1)
            #expect(try store.noteStart(of: 2, queue: "q", by: "three") == 2)
        },
        StoreClause("a node is of the fleet until it leaves or is silent for five seconds") { house in
            let fleet = try house.fleet()
            let now = house.now
            let one = NodeReport(node: "one", workers: ["guichet.account": 2], queues: ["guichet.account"])
            #expect(try fleet.report(one, now: now).nodes == ["one": ["guichet.account"]])
            let two = NodeReport(node: "two", workers: [:], queues: [])
            let later = now.adding(.seconds(4))
            #expect(try fleet.report(two, now: later).nodes == ["one": ["guichet.account"], "two": []])
            #expect(try fleet.report(two, now: now.adding(.seconds(6))).nodes == ["two": []])
            #expect(try fleet.report(one, now: now.adding(.seconds(6))).nodes.count == 2)
            try fleet.leave("two")
            #expect(try fleet.report(one, now: now.adding(.seconds(6))).nodes.keys.sorted() == ["one"])
        },
    ]

    private static func dead(_ reason: String, queue: QueueName = "guichet.account") -> DeadLetter {
        let message = message(reason)
        return DeadLetter(
            queue: queue, kind: .malformed, field: "data", reason: reason, exchange: message.exchange,
            routingKey: message.routingKey, properties: message.properties, body: message.body, isSealed: false)
    }
}
