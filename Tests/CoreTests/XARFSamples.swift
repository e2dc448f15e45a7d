import Core

/// A XARF 4 document in the making.
func xarf(_ category: String, _ type: String, _ more: Object = [:], without: String? = nil) -> Object {
    let team: Value = ["org": "Team", "contact": "abuse@reporter.example", "domain": "Reporter.example"]
    var document: Object = [
        "xarf_version": "4.2.0", "report_id": "02eb480f-8172-431a-9276-c28ba90f694a", "timestamp": "2026-11-21T08:30:00+01:00",
        "reporter": team, "sender": team, "source_identifier": "192.0.2.10", "source_port": 4711,
        "category": .string(category), "type": .string(type),
    ]
    for member in more.members { document[member.name] = member.value }
    if let without { document[without] = nil }
    return document
}

/// The fields that problems of a document name.
func xarfFaults(_ document: Object) -> [String] { XARF.reading(of: document).problems.compactMap(\.field) }

let xarfSpam: Object = ["protocol": "smtp", "smtp_from": "seller@sender.example"]
