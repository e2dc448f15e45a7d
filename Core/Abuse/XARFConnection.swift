/// The fields of XARF 4 `connection/*`, beyond those of every report.
enum XARFConnection {
    static let types: [String: XARFShape] = [
        "ddos": ddos,
        "infected_host": infectedHost,
        "login_attack": loginAttack,
        "port_scan": loginAttack,
        "reconnaissance": reconnaissance,
        "scraping": scraping,
        "sql_injection": sqlInjection,
        "vulnerability_scan": vulnerabilityScan,
    ]

    private static let ddos = XARFShape(
        [
            "evidence_source": .choice(["firewall_logs", "ids_detection", "flow_analysis", "traffic_monitoring", "honeypot"]),
            "destination_ip": .shape(.address),
            "destination_port": .integer(1...65535),
            "protocol": .choice(["tcp", "udp", "icmp", "sctp"]),
            "attack_vector": .text(),
            "peak_pps": .integer(1 ... .max),
            "peak_bps": .integer(1 ... .max),
            "duration_seconds": .integer(1 ... .max),
            "amplification_factor": .number(1.0 ... .infinity),
            "first_seen": .shape(.instant),
            "last_seen": .shape(.instant),
            "threshold_exceeded": .shape(.instant),
            "mitigation_applied": .flag,
            "service_impact": .choice(["none", "degraded", "unavailable"]),
        ], required: ["protocol", "first_seen"])

    private static let infectedHost = XARFShape(
        [
            "destination_ip": .shape(.address),
            "destination_port": .integer(1...65535),
            "protocol": .choice(["tcp", "udp"]),
            "bot_type": .choice([
                "search_engine", "ai_agent", "monitoring", "seo_analyzer", "link_checker", "feed_reader", "social_media",
                "advertising", "malicious", "unknown",
            ]),
            "bot_name": .text(),
            "user_agent": .text(),
            "behavior_pattern": .choice([
                "legitimate_crawling", "aggressive_crawling", "api_abuse", "form_submission", "comment_spam", "account_creation",
                "content_harvesting", "vulnerability_probing", "mixed",
            ]),
            "request_rate": .number(),
            "total_requests": .integer(1 ... .max),
            "respects_robots_txt": .flag,
            "follows_crawl_delay": .flag,
            "javascript_execution": .flag,
            "accepts_cookies": .flag,
            "api_endpoints_accessed": .list(.text()),
            "verification_status": .choice(["verified", "unverified", "spoofed", "unknown"]),
            "first_seen": .shape(.instant),
            "last_seen": .shape(.instant),
        ], required: ["protocol", "bot_type", "first_seen"])

    private static let loginAttack = XARFShape(
        [
            "destination_ip": .shape(.address),
            "destination_port": .integer(1...65535),
            "protocol": .choice(["tcp", "udp", "icmp", "sctp"]),
            "first_seen": .shape(.instant),
            "last_seen": .shape(.instant),
        ], required: ["protocol", "first_seen"])

    private static let reconnaissance = XARFShape(
        [
            "destination_ip": .shape(.address),
            "destination_port": .integer(1...65535),
            "protocol": .choice(["tcp", "udp"]),
            "probed_resources": .list(.text()),
            "resource_categories": .list(
                .choice([
                    "environment_files", "version_control", "configuration_files", "backup_files", "admin_panels",
                    "database_files", "log_files", "credential_files", "api_endpoints", "debug_endpoints", "other",
                ])),
            "http_methods": .list(.choice(["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "CONNECT"])),
            "response_codes": .list(.integer()),
            "successful_probes": .list(.text()),
            "user_agent": .text(),
            "first_seen": .shape(.instant),
            "last_seen": .shape(.instant),
            "total_probes": .integer(1 ... .max),
            "automated_tool": .flag,
        ], required: ["protocol", "probed_resources", "first_seen"])

    private static let scraping = XARFShape(
        [
            "destination_ip": .shape(.address),
            "destination_port": .integer(1...65535),
            "protocol": .choice(["tcp", "udp"]),
            "scraping_pattern": .choice([
                "sequential", "random", "targeted", "sitemap_following", "api_harvesting", "deep_crawling", "breadth_first",
                "depth_first",
            ]),
            "target_content": .choice([
                "product_data", "pricing_information", "user_profiles", "contact_information", "news_articles", "images",
                "documents", "api_data", "search_results", "general_content", "other",
            ]),
            "user_agent": .text(),
            "bot_signature": .text(),
            "request_rate": .number(),
            "total_requests": .integer(1 ... .max),
            "unique_urls": .integer(1 ... .max),
            "data_volume": .integer(),
            "respects_robots_txt": .flag,
            "session_duration": .integer(),
            "concurrent_connections": .integer(),
            "first_seen": .shape(.instant),
            "last_seen": .shape(.instant),
        ], required: ["protocol", "first_seen", "total_requests"])

    private static let sqlInjection = XARFShape(
        [
            "destination_ip": .shape(.address),
            "destination_port": .integer(1...65535),
            "protocol": .choice(["tcp", "udp"]),
            "http_method": .choice(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]),
            "target_url": .shape(.uri),
            "injection_point": .choice(["query_parameter", "post_body", "cookie", "header", "path", "json_parameter"]),
            "payload_sample": .text(limit: 1000),
            "attack_technique": .choice([
                "union_based", "error_based", "boolean_blind", "time_blind", "stacked_queries", "out_of_band", "second_order",
                "other",
            ]),
            "first_seen": .shape(.instant),
            "last_seen": .shape(.instant),
            "attempts_count": .integer(1 ... .max),
        ], required: ["protocol", "first_seen"])

    private static let vulnerabilityScan = XARFShape(
        [
            "destination_ip": .shape(.address),
            "scan_type": .choice([
                "port_scan", "vulnerability_scan", "version_detection", "os_fingerprinting", "service_enumeration",
                "web_vuln_scan", "directory_brute_force", "mixed",
            ]),
            "scanner_signature": .text(),
            "targeted_ports": .list(.integer(1...65535)),
            "targeted_services": .list(.text()),
            "vulnerabilities_probed": .list(.text()),
            "scan_rate": .number(),
            "protocol": .choice(["tcp", "udp", "icmp", "mixed"]),
            "first_seen": .shape(.instant),
            "last_seen": .shape(.instant),
            "total_requests": .integer(1 ... .max),
            "user_agent": .text(),
        ], required: ["scan_type", "protocol", "first_seen"])
}
