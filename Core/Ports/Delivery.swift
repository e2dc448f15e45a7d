/// A message as the broker handed it over, not yet opened.
package struct Delivery: Hashable, Sendable {
    package var token: DeliveryToken
    package var exchange: String
    package var routingKey: String
    /// A crash may be this message's fault.
    package var redelivered: Bool
    package var properties: Properties
    package var body: [UInt8]

    package init(
        token: DeliveryToken, exchange: String, routingKey: String, redelivered: Bool, properties: Properties,
        body: [UInt8]
    ) {
        self.token = token
        self.exchange = exchange
        self.routingKey = routingKey
        self.redelivered = redelivered
        self.properties = properties
        self.body = body
    }
}

/// Says which delivery is meant. The epoch changes with each channel, so that an old tag never names a new message.
package struct DeliveryToken: Hashable, Sendable {
    package let epoch: UInt64
    package let tag: UInt64

    package init(epoch: UInt64, tag: UInt64) {
        self.epoch = epoch
        self.tag = tag
    }
}

/// The AMQP properties in use. Always sent persistent (`delivery-mode` 2).
package struct Properties: Hashable, Sendable {
    package var contentType: String?
    package var messageId: String?
    package var type: String?
    package var correlationId: String?
    package var replyTo: String?
    /// The broker checked that the publisher is this user.
    package var userId: String?
    /// Header names and values; tables and arrays nested deeper than the client's limit arrive as null.
    package var headers: Object

    package init(
        contentType: String? = nil, messageId: String? = nil, type: String? = nil, correlationId: String? = nil,
        replyTo: String? = nil, userId: String? = nil, headers: Object = Object()
    ) {
        self.contentType = contentType
        self.messageId = messageId
        self.type = type
        self.correlationId = correlationId
        self.replyTo = replyTo
        self.userId = userId
        self.headers = headers
    }
}
