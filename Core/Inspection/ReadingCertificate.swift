/// What the text of a document says of the company that handed it in.
extension InspectionReport {
    package mutating func read(_ text: CertificateText, for asked: InspectionAsked) {
        guard text.isSearchable else { return note("no text: it is a picture, and pictures are not read") }
        if !asked.registrationNumber.isEmpty {
            let isThere = text.names(number: asked.registrationNumber, country: asked.country)
            namesNumber = isThere
            note("the number \(asked.registrationNumber) is \(isThere ? "" : "not ")in its text")
        }
        if !asked.legalName.isEmpty {
            let isThere = text.names(company: asked.legalName)
            namesCompany = isThere
            note("the name “\(asked.legalName)” is \(isThere ? "" : "not ")in its text")
        }
        let received = asked.receivedAt.day
        // Where the day has begun already in the country of the register.
        guard let date = text.issued(upTo: received.advanced(by: 1)) else {
            return note("it states no date of issue that was found")
        }
        issuedOn = date.description
        note("issued on \(date), \(max(received.number - date.inUTC.number, 0)) days before it came")
    }
}
