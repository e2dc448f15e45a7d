/// The fields of XARF 4 `content/*`, beyond those of every report.
enum XARFContent {
    static let types: [String: XARFShape] = [
        "brand_infringement": brandInfringement,
        "csam": csam,
        "csem": csem,
        "exposed_data": exposedData,
        "fraud": fraud,
        "malware": malware,
        "phishing": phishing,
        "remote_compromise": remoteCompromise,
        "suspicious_registration": suspiciousRegistration,
    ]

    /// What every report of content has.
    static let common = XARFShape(
        [
            "url": .shape(.uri),
            "domain": .shape(.domain),
            "registrar": .text(),
            "nameservers": .list(.text()),
            "dns_records": .object(
                XARFShape([
                    "a": .list(.shape(.address4)), "aaaa": .list(.shape(.address6)), "mx": .list(.text()), "txt": .list(.text()),
                ])),
            "screenshot_url": .shape(.uri),
            "verified_at": .shape(.instant),
            "verification_method": .choice(["manual", "automated_crawler", "user_report", "honeypot", "threat_intelligence"]),
            "attack_vector": .choice([
                "phishing", "malware", "fraud", "brand_infringement", "copyright_infringement", "data_leak", "remote_compromise",
                "suspicious_registration",
            ]),
            "target_brand": .text(),
            "hosting_provider": .text(),
            "asn": .integer(1...4294967295),
            "country_code": .shape(.capitals(count: 2)),
            "ssl_certificate": .object(
                XARFShape([
                    "issuer": .text(), "subject": .text(), "valid_from": .shape(.instant), "valid_to": .shape(.instant),
                    "fingerprint": .text(),
                ])),
            "whois": .object(
                XARFShape([
                    "registrant": .text(), "created_date": .shape(.instant), "updated_date": .shape(.instant),
                    "expiry_date": .shape(.instant), "registrar_abuse_contact": .shape(.email),
                ])),
            "dns_response": .object(
                XARFShape([
                    "query_time": .shape(.instant), "authoritative": .flag,
                    "response_code": .choice(["NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED"]),
                ])),
        ], required: ["url"])

    private static let brandInfringement = XARFShape(
        [
            "infringement_type": .choice([
                "counterfeit", "typosquatting", "lookalike", "homograph", "unauthorized_reseller", "trademark_violation",
                "brand_impersonation", "logo_misuse", "other",
            ]),
            "legitimate_site": .shape(.uri),
            "similarity_score": .number(0.0...1.0),
            "trademark_details": .object(
                XARFShape(["registration_number": .text(), "jurisdiction": .text(), "category": .list(.integer(1...45))])),
            "infringing_elements": .list(
                .choice(["logo", "brand_name", "tagline", "color_scheme", "layout", "product_images", "domain_name", "other"])),
            "products_offered": .list(.text()),
            "previous_enforcement": .list(
                .object(
                    XARFShape([
                        "date": .shape(.day),
                        "action": .choice(["cease_desist", "takedown_notice", "domain_dispute", "legal_action", "other"]),
                        "result": .text(),
                    ]))),
        ], required: ["infringement_type", "legitimate_site"])

    private static let csam = XARFShape(
        [
            "classification": .choice(["baseline", "A1", "A2", "B1", "B2"]),
            "media_type": .choice(["image", "video", "audio", "text", "mixed"]),
            "detection_method": .choice(["hash_match", "ai_detection", "manual_review", "user_report", "automated_scan"]),
            "hash_values": .object(
                XARFShape([
                    "md5": .shape(.digits16(count: 32)), "sha1": .shape(.digits16(count: 40)),
                    "sha256": .shape(.digits16(count: 64)), "photodna": .text(),
                ])),
            "ncmec_report_id": .text(),
            "content_removed": .flag,
            "account_suspended": .flag,
        ], required: ["classification", "detection_method"])

    private static let csem = XARFShape(
        [
            "exploitation_type": .choice([
                "grooming", "solicitation", "sextortion", "trafficking", "distribution", "production", "possession",
            ]),
            "victim_age_range": .choice(["infant", "toddler", "prepubescent", "pubescent", "unknown"]),
            "platform": .choice(["social_media", "messaging_app", "gaming_platform", "forum", "email", "darkweb", "other"]),
            "detection_method": .choice([
                "behavioral_analysis", "keyword_detection", "user_report", "ai_detection", "manual_review",
                "law_enforcement_referral",
            ]),
            "evidence_type": .list(.choice(["chat_logs", "images", "videos", "user_profile", "metadata"])),
            "perpetrator_indicators": .object(
                XARFShape(["account_id": .text(), "ip_addresses": .list(.shape(.address4)), "pattern_of_behavior": .text()])),
            "reporting_obligations": .list(
                .choice(["NCMEC", "IWF", "local_law_enforcement", "europol", "interpol", "platform_safety_team", "other"])),
        ], required: ["exploitation_type", "detection_method"])

    private static let exposedData = XARFShape(
        [
            "data_types": .list(
                .choice([
                    "personal_information", "credentials", "financial", "medical", "government_id", "email_addresses",
                    "phone_numbers", "api_keys", "database_dumps", "source_code", "internal_documents", "customer_data",
                    "employee_data", "intellectual_property", "other",
                ]), atLeast: 1),
            "exposure_method": .choice([
                "misconfigured_server", "open_directory", "database_exposure", "git_repository", "backup_file", "log_file",
                "cloud_storage", "paste_site", "forum_post", "ransomware_leak", "intentional_leak", "other",
            ]),
            "record_count": .integer(0 ... .max),
            "affected_organization": .text(),
            "data_format": .choice(["plaintext", "csv", "json", "xml", "sql", "excel", "pdf", "mixed", "other"]),
            "sensitive_fields": .list(.text()),
            "encryption_status": .choice(["unencrypted", "encrypted", "partially_encrypted", "hashed", "unknown"]),
            "accessibility": .choice(["public", "requires_authentication", "requires_payment", "dark_web", "removed"]),
            "discovery_source": .choice([
                "security_researcher", "automated_scan", "breach_monitoring", "user_report", "law_enforcement",
                "threat_intelligence", "other",
            ]),
            "sample_records": .list(.object(XARFShape(["description": .text(), "redacted_sample": .text()])), limit: 5),
        ], required: ["data_types", "exposure_method"])

    private static let fraud = XARFShape(
        [
            "fraud_type": .choice([
                "investment", "romance", "tech_support", "lottery", "advance_fee", "cryptocurrency", "shopping", "charity",
                "employment", "government_impersonation", "other",
            ]),
            "payment_methods": .list(
                .choice([
                    "credit_card", "bank_transfer", "cryptocurrency", "gift_cards", "wire_transfer", "paypal", "western_union",
                    "moneygram", "cashapp", "venmo", "other",
                ])),
            "cryptocurrency_addresses": .list(
                .object(
                    XARFShape(
                        ["currency": .choice(["bitcoin", "ethereum", "usdt", "bnb", "monero", "other"]), "address": .text()],
                        required: ["currency", "address"]))),
            "claimed_entity": .text(),
            "loss_amount": .object(XARFShape(["currency": .shape(.capitals(count: 3)), "amount": .number(0.0 ... .infinity)])),
        ], required: ["fraud_type"])

    private static let malware = XARFShape(
        [
            "malware_family": .text(),
            "malware_type": .choice([
                "trojan", "ransomware", "dropper", "loader", "backdoor", "rootkit", "infostealer", "banking_trojan",
                "cryptominer", "adware", "spyware", "worm", "bot", "rat", "other",
            ]),
            "file_hashes": .object(
                XARFShape([
                    "md5": .shape(.digits16(count: 32)), "sha1": .shape(.digits16(count: 40)),
                    "sha256": .shape(.digits16(count: 64)), "ssdeep": .text(),
                ])),
            "file_metadata": .object(
                XARFShape(["filename": .text(), "file_size": .integer(0 ... .max), "file_type": .text(), "mime_type": .text()])),
            "distribution_method": .choice([
                "direct_download", "drive_by_download", "email_attachment", "malvertising", "exploit_kit", "watering_hole",
                "supply_chain", "social_engineering", "other",
            ]),
            "c2_servers": .list(
                .object(
                    XARFShape([
                        "address": .text(), "port": .integer(1...65535),
                        "protocol": .choice(["http", "https", "tcp", "udp", "dns", "other"]),
                    ]))),
            "sandbox_analysis": .object(
                XARFShape([
                    "sandbox_name": .text(), "analysis_url": .shape(.uri),
                    "verdict": .choice(["malicious", "suspicious", "clean", "unknown"]), "score": .number(0.0...100.0),
                ])),
            "exploit_cve": .list(.shape(.cve)),
            "persistence_mechanism": .list(
                .choice(["registry", "scheduled_task", "service", "startup_folder", "dll_hijacking", "wmi", "other"])),
            "targeted_platforms": .list(.choice(["windows", "linux", "macos", "android", "ios", "multi_platform"])),
        ], required: [])

    private static let phishing = XARFShape(
        [
            "credential_fields": .list(.text()),
            "phishing_kit": .text(),
            "redirect_chain": .list(.shape(.uri)),
            "submission_url": .shape(.uri),
            "cloned_site": .shape(.uri),
            "detection_evasion": .list(
                .choice([
                    "geo_blocking", "user_agent_filtering", "referrer_checking", "captcha", "time_based_display",
                    "ip_blacklisting", "obfuscation", "other",
                ])),
            "lure_type": .choice([
                "account_suspension", "security_alert", "payment_issue", "prize_notification", "document_share", "password_reset",
                "shipping_notification", "tax_refund", "other",
            ]),
        ], required: [])

    private static let remoteCompromise = XARFShape(
        [
            "compromise_type": .choice([
                "webshell", "backdoor", "defacement", "malicious_redirect", "seo_spam", "cryptominer", "phishing_kit",
                "malware_host", "c2_server", "proxy", "scanner", "other",
            ]),
            "compromise_indicators": .list(
                .object(
                    XARFShape(
                        [
                            "type": .choice([
                                "file_path", "process", "network_connection", "user_account", "scheduled_task", "registry_key",
                                "service",
                            ]), "value": .text(), "description": .text(),
                        ], required: ["type", "value"]))),
            "webshell_details": .object(
                XARFShape([
                    "family": .text(),
                    "capabilities": .list(
                        .choice([
                            "file_manager", "command_execution", "database_access", "network_scanning", "privilege_escalation",
                            "persistence", "other",
                        ])), "password_protected": .flag,
                ])),
            "affected_cms": .choice([
                "wordpress", "joomla", "drupal", "magento", "prestashop", "opencart", "custom", "unknown", "other",
            ]),
            "vulnerability_exploited": .object(XARFShape(["cve": .shape(.cve), "description": .text(), "component": .text()])),
            "persistence_mechanisms": .list(
                .choice([
                    "cron_job", "modified_core_files", "hidden_admin_account", "autoload_backdoor", "htaccess_modification",
                    "database_backdoor", "other",
                ])),
            "malicious_activities": .list(
                .choice([
                    "spam_sending", "ddos_attacks", "cryptocurrency_mining", "data_exfiltration", "lateral_movement",
                    "hosting_malware", "hosting_phishing", "scanning", "other",
                ])),
            "cleanup_status": .choice(["not_cleaned", "partially_cleaned", "cleaned", "reinfected", "unknown"]),
        ], required: ["compromise_type"])

    private static let suspiciousRegistration = XARFShape(
        [
            "registration_date": .shape(.instant),
            "days_since_registration": .integer(0 ... .max),
            "suspicious_indicators": .list(
                .choice([
                    "typosquatting", "homograph_attack", "brand_keyword", "suspicious_tld", "bulk_registration",
                    "privacy_protection", "suspicious_registrant", "fast_flux", "dga_pattern", "known_bad_nameserver",
                    "suspicious_ssl_cert", "immediate_activation", "parked_page", "other",
                ]), atLeast: 1),
            "risk_score": .number(0.0...1.0),
            "targeted_brands": .list(.text()),
            "registrant_details": .object(
                XARFShape([
                    "email_domain": .text(), "country": .shape(.capitals(count: 2)), "privacy_protected": .flag,
                    "bulk_registrations": .integer(),
                ])),
            "related_domains": .list(
                .object(
                    XARFShape([
                        "domain": .text(),
                        "relationship": .choice([
                            "same_registrant", "same_nameserver", "same_ip", "same_ssl_cert", "similar_pattern", "same_campaign",
                        ]),
                    ])), limit: 20),
            "predicted_usage": .list(.choice(["phishing", "malware", "spam", "fraud", "brand_abuse", "botnet_c2", "unknown"])),
            "ssl_certificate_details": .object(
                XARFShape(["issued_immediately": .flag, "free_certificate": .flag, "wildcard": .flag])),
            "activation_behavior": .object(
                XARFShape([
                    "time_to_activation": .integer(),
                    "initial_content": .choice([
                        "parked", "under_construction", "immediate_malicious", "cloned_site", "blank", "other",
                    ]),
                ])),
        ], required: ["registration_date", "suspicious_indicators"])
}
