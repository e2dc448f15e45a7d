// swift-tools-version: 6.2
// Four rooms, one direction: Ops -> { Queues, Workers } -> Core. Core imports nothing of ours.
// The arrows are stated here and nowhere else; the build enforces them.
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "guichet",
    products: [.executable(name: "guichet", targets: ["guichet"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .target(name: "Core", path: "Core", swiftSettings: strict),
        .target(
            name: "Queues", dependencies: ["Core", "CRabbitMQ", "CPostgres", "CCrypto", "CGMime"], path: "Queues",
            exclude: ["CRabbitMQ", "CPostgres", "CCrypto", "CGMime"],
            resources: [.embedInCode("Postgres/Schema")], swiftSettings: strict),
        .target(
            name: "CRabbitMQ", path: "Queues/CRabbitMQ",
            linkerSettings: [.linkedLibrary("rabbitmq"), .linkedLibrary("ssl"), .linkedLibrary("crypto")]),
        .systemLibrary(
            name: "CPostgres", path: "Queues/CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CCrypto", path: "Queues/CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CGMime", path: "Queues/CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .target(
            name: "Workers", dependencies: ["Core"], path: "Workers", exclude: ["Effects"], swiftSettings: strict),
        .target(
            name: "Mail", dependencies: ["Core", "CCurl", .product(name: "Mustache", package: "swift-mustache")],
            path: "Workers/Effects/Mail", exclude: ["CCurl"], resources: [.embedInCode("Templates")],
            swiftSettings: strict),
        .target(
            name: "CCurl", path: "Workers/Effects/Mail/CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(
            name: "Firewall", dependencies: ["Core", "CNFTables"], path: "Workers/Effects/Firewall", exclude: ["CNFTables"],
            swiftSettings: strict),
        .target(
            name: "CNFTables", path: "Workers/Effects/Firewall/CNFTables", linkerSettings: [.linkedLibrary("nftables")]),
        .target(
            name: "Inspecting", dependencies: ["Core", "CInspection"], path: "Workers/Effects/Inspection",
            exclude: ["CInspection"], swiftSettings: strict),
        .target(
            name: "CInspection", path: "Workers/Effects/Inspection/CInspection",
            linkerSettings: [.linkedLibrary("qpdf"), .linkedLibrary("crypto")]),
        .executableTarget(
            name: "guichet",
            dependencies: [
                "Core", "Queues", "Workers", "Mail", "Firewall", "Inspecting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ],
            path: "Ops", exclude: ["Docs", "up", "down", "test", "check", "Deploy", "bench", "Bench"],
            resources: [.embedInCode("Policies")], swiftSettings: strict),
        .executableTarget(
            name: "guichet-bench", dependencies: ["Core", "Queues", "Workers"], path: "Ops/Bench/Guichet",
            exclude: ["tables.sql"], swiftSettings: strict),
        .target(
            name: "Support", dependencies: ["Core", "Queues", "Workers"], path: "Tests/Support",
            exclude: ["clock_oracle.py", "smtp-server.py"], swiftSettings: strict),
        .testTarget(name: "CoreTests", dependencies: ["Core"], path: "Tests/CoreTests", swiftSettings: strict),
        .testTarget(
            name: "WorkersTests", dependencies: ["Core", "Workers", "Support"], path: "Tests/WorkersTests",
            swiftSettings: strict),
        .testTarget(
            name: "QueuesTests", dependencies: ["Core", "Queues", "Support"], path: "Tests/QueuesTests",
            swiftSettings: strict),
        .testTarget(
            name: "MailTests", dependencies: ["CCurl", "Core", "Mail", "Support"], path: "Tests/MailTests",
            swiftSettings: strict),
        .testTarget(
            name: "FirewallTests", dependencies: ["CNamespaces", "Core", "Firewall", "Workers", "Support"],
            path: "Tests/FirewallTests", exclude: ["CNamespaces"], swiftSettings: strict),
        .target(name: "CNamespaces", path: "Tests/FirewallTests/CNamespaces"),
        .testTarget(
            name: "InspectionTests", dependencies: ["Core", "Inspecting", "Support"], path: "Tests/InspectionTests",
            swiftSettings: strict),
        .testTarget(
            name: "OpsTests", dependencies: ["guichet", "Core", "Inspecting", "Queues", "Workers", "Support"],
            path: "Tests/OpsTests",
            swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)
