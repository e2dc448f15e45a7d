package import Core

/// The AsyncAPI 3.0 document of everything that goes over the broker, from the duties and the topology.
///
/// Told from the pipeline's own view: it *receives* what producers send. What AsyncAPI's AMQP binding has no field for (queue
/// arguments, bindings, alternate exchanges) is in `x-` members.
package enum AsyncAPI {
    package static func document(of duties: [Duty], topology: Topology, version: String) -> Value {
        let sorted = duties.sorted { $0.type.name < $1.type.name }
        return [
            "asyncapi": "3.0.0",
            "id": "urn:guichet",
            "info": [
                "title": "Guichet", "version": .string(version), "description": .string(introduction),
                "license": ["name": "Apache-2.0"],
            ],
            "defaultContentType": "application/cloudevents+json",
            "servers": [
                "broker": [
                    "host": "{host}:{port}", "protocol": "amqp", "protocolVersion": "0.9.1",
                    "variables": ["host": ["default": "localhost"], "port": ["default": "5672"]],
                    "security": [["$ref": "#/components/securitySchemes/producer"]],
                ]
            ],
            "channels": .object(AsyncChannels.all(of: sorted, topology: topology)),
            "operations": .object(AsyncOperations.all(of: sorted)),
            "components": [
                "messages": .object(AsyncMessages.all(of: sorted)),
                "schemas": .object(AsyncSchemas.all(of: sorted)),
                "securitySchemes": [
                    "producer": [
                        "type": "userPassword",
                        "description": "One AMQP user for each producer; topic permissions say which events it may publish.",
                    ]
                ],
            ],
        ]
    }

    private static let introduction = """
        Publish persistently (delivery-mode 2), with confirms and `mandatory`, to the exchange guichet.events under the event's \
        type as the routing key. An event is known by its source and id: sent twice, it counts once. With a reply-to, the \
        outcome comes there, with the event's id as correlation-id.
        """

    /// A reference; the names used here need no escaping.
    static func reference(_ path: String...) -> Value { ["$ref": .string("#/" + path.joined(separator: "/"))] }
}
