import Core

/// The parcels under way, by the sequence the broker counts them in: a pure state machine.
///
/// Confirms come out of order and for many at once; a return comes before the confirm of the same parcel.
struct ConfirmWindow {
    private struct Slot {
        let id: Int64
        let deadline: Int64
        var returned: String?
        var isSettled = false
    }

    let capacity: Int
    /// Slots of `first`, `first + 1`, …; settled ones at the front are dropped.
    private var slots: [Slot] = []
    private var head = 0
    /// The sequence of `slots[head]`; the broker counts from 1.
    private var first: UInt64 = 1
    private(set) var unsettled = 0

    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// One that lingers unconfirmed does not let the window grow without end.
    var room: Int { max(0, min(capacity - unsettled, 4 * capacity - (slots.count - head))) }

    /// The sequence that the next parcel will have.
    var next: UInt64 { first + UInt64(slots.count - head) }

    /// The deadline of the oldest unsettled parcel, which is the first.
    var deadline: Int64? { head < slots.count ? slots[head].deadline : nil }

    /// To be called before the parcel is sent: a confirm may be faster than the sender.
    mutating func add(_ id: Int64, deadline: Int64) {
        slots.append(Slot(id: id, deadline: deadline))
        unsettled += 1
    }

    mutating func markReturned(_ sequence: UInt64, reason: String) {
        guard let index = index(of: sequence) else { return }
        slots[index].returned = reason
    }

    /// A confirm or a refusal of this one, or of all up to it.
    mutating func settle(_ sequence: UInt64, multiple: Bool, accepted: Bool, into settled: inout [Settlement]) {
        // Zero with `multiple` means all so far.
        let last = multiple && sequence == 0 ? next - 1 : sequence
        if multiple {
            guard last >= first, next > first else { return }
            for index in head...head + Int(min(last, next - 1) - first) {
                settle(at: index, accepted: accepted, into: &settled)
            }
        } else if let index = index(of: last) {
            settle(at: index, accepted: accepted, into: &settled)
        }
        while head < slots.count && slots[head].isSettled {
            head += 1
            first += 1
        }
        if head == slots.count {
            slots.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 4 * capacity {
            slots.removeFirst(head)
            head = 0
        }
    }

    private mutating func settle(at index: Int, accepted: Bool, into settled: inout [Settlement]) {
        guard !slots[index].isSettled else { return }
        slots[index].isSettled = true
        unsettled -= 1
        let slot = slots[index]
        if !accepted {
            settled.append(.refused(slot.id))
        } else if let reason = slot.returned {
            settled.append(.returned(slot.id, reason: reason))
        } else {
            settled.append(.confirmed(slot.id))
        }
    }

    private func index(of sequence: UInt64) -> Int? {
        guard sequence >= first, sequence < next else { return nil }
        return head + Int(sequence - first)
    }
}
