/// The fields of XARF 4 `copyright/*`, beyond those of every report.
enum XARFCopyright {
    static let types: [String: XARFShape] = [
        "copyright": copyright,
        "cyberlocker": cyberlocker,
        "link_site": linkSite,
        "p2p": p2p,
        "ugc_platform": ugcPlatform,
        "usenet": usenet,
    ]

    private static let copyright = XARFShape(
        [
            "infringing_url": .shape(.uri),
            "work_title": .text(limit: 500),
            "rights_holder": .text(limit: 200),
            "original_url": .shape(.uri),
            "infringement_type": .choice(["direct_copy", "modified_copy", "streaming", "download", "distribution"]),
        ], required: ["infringing_url"])

    private static let cyberlocker = XARFShape(
        [
            "evidence_source": .choice(["automated_crawl", "manual_discovery", "user_report", "rights_holder", "search_engine"]),
            "infringing_url": .shape(.uri),
            "hosting_service": .text(limit: 200),
            "file_info": .object(
                XARFShape(
                    [
                        "filename": .text(limit: 500), "file_size": .integer(0 ... .max), "file_hash": .shape(.hash),
                        "upload_date": .shape(.instant), "download_count": .integer(0 ... .max),
                    ], isClosed: true)),
            "uploader_info": .object(
                XARFShape(
                    [
                        "username": .text(limit: 200), "user_id": .text(limit: 100),
                        "account_type": .choice(["free", "premium", "business", "unknown"]),
                    ], isClosed: true)),
            "work_title": .text(limit: 500),
            "rights_holder": .text(limit: 200),
            "work_category": .choice(["movie", "tv_show", "music", "software", "ebook", "audiobook", "game", "document", "other"]
            ),
            "access_method": .choice(["direct_link", "password_protected", "premium_only", "time_limited", "captcha_protected"]),
            "takedown_info": .object(
                XARFShape(
                    ["previous_requests": .integer(0 ... .max), "service_response_time": .text(), "automated_removal": .flag],
                    isClosed: true)),
        ], required: ["infringing_url", "hosting_service"])

    private static let linkSite = XARFShape(
        [
            "evidence_source": .choice([
                "automated_crawl", "manual_monitoring", "user_report", "rights_holder", "search_monitoring",
            ]),
            "infringing_url": .shape(.uri),
            "site_name": .text(limit: 200),
            "site_category": .choice([
                "torrent_index", "direct_download_links", "streaming_links", "usenet_index", "search_engine", "forum_links",
                "other",
            ]),
            "link_info": .object(
                XARFShape(
                    [
                        "page_title": .text(limit: 500), "posting_date": .shape(.instant), "uploader": .text(limit: 200),
                        "download_count": .integer(0 ... .max), "link_count": .integer(1 ... .max),
                        "comments_count": .integer(0 ... .max),
                    ], isClosed: true)),
            "linked_content": .list(
                .object(
                    XARFShape(
                        [
                            "target_url": .shape(.uri),
                            "link_type": .choice([
                                "torrent_file", "magnet_link", "direct_download", "streaming_link", "usenet_nzb", "other",
                            ]), "hosting_service": .text(limit: 200), "file_size": .integer(0 ... .max),
                        ], required: ["target_url", "link_type"], isClosed: true)), limit: 50),
            "work_title": .text(limit: 500),
            "rights_holder": .text(limit: 200),
            "work_category": .choice([
                "movie", "tv_show", "music", "software", "ebook", "audiobook", "game", "adult_content", "other",
            ]),
            "search_terms": .list(.text(limit: 200), limit: 10),
            "site_ranking": .object(
                XARFShape(["alexa_rank": .integer(1 ... .max), "popularity_score": .number(0.0...10.0)], isClosed: true)),
        ], required: ["infringing_url", "site_name"])

    private static let p2p = XARFShape(
        [
            "evidence_source": .choice([
                "automated_crawl", "manual_monitoring", "user_report", "rights_holder", "watermark_detection",
            ]),
            "p2p_protocol": .choice(["bittorrent", "edonkey", "gnutella", "kademlia", "other"]),
            "swarm_info": .object(
                XARFShape(
                    [
                        "info_hash": .shape(.digits16(count: 40)), "magnet_uri": .shape(.magnet),
                        "torrent_name": .text(limit: 500), "file_count": .integer(1 ... .max), "total_size": .integer(0 ... .max),
                    ], isClosed: true)),
            "peer_info": .object(
                XARFShape(
                    [
                        "peer_id": .text(limit: 100), "client_version": .text(limit: 100), "upload_amount": .integer(0 ... .max),
                        "download_amount": .integer(0 ... .max),
                    ], isClosed: true)),
            "work_title": .text(limit: 500),
            "rights_holder": .text(limit: 200),
            "work_category": .choice(["movie", "tv_show", "music", "software", "ebook", "audiobook", "game", "other"]),
            "release_date": .shape(.day),
            "detection_method": .choice(["automated_crawl", "fingerprinting", "metadata_match", "manual_verification"]),
        ], required: ["p2p_protocol"])

    private static let ugcPlatform = XARFShape(
        [
            "evidence_source": .choice([
                "automated_detection", "user_report", "rights_holder", "content_id_match", "fingerprint_match", "manual_review",
            ]),
            "infringing_url": .shape(.uri),
            "platform_name": .text(limit: 200),
            "content_info": .object(
                XARFShape(
                    [
                        "content_id": .text(limit: 200), "content_title": .text(limit: 500),
                        "content_description": .text(limit: 2000), "upload_date": .shape(.instant),
                        "content_duration": .integer(0 ... .max), "view_count": .integer(0 ... .max),
                        "like_count": .integer(0 ... .max),
                    ], isClosed: true)),
            "uploader_info": .object(
                XARFShape(
                    [
                        "username": .text(limit: 200), "user_id": .text(limit: 100), "account_verified": .flag,
                        "subscriber_count": .integer(0 ... .max), "account_creation_date": .shape(.instant),
                    ], isClosed: true)),
            "work_title": .text(limit: 500),
            "rights_holder": .text(limit: 200),
            "work_category": .choice([
                "movie", "tv_show", "music", "music_video", "audiobook", "podcast", "live_performance", "sports_event",
                "documentary", "other",
            ]),
            "infringement_type": .choice([
                "full_work", "substantial_portion", "compilation", "remix_unauthorized", "background_music", "clip_mashup",
            ]),
            "match_details": .object(
                XARFShape(
                    [
                        "match_confidence": .number(0.0...1.0), "match_duration": .integer(0 ... .max),
                        "match_percentage": .number(0.0...100.0), "reference_id": .text(limit: 200),
                    ], isClosed: true)),
            "monetization_info": .object(
                XARFShape(["monetized": .flag, "ad_revenue": .flag, "premium_content": .flag], isClosed: true)),
        ], required: ["infringing_url", "platform_name"])

    private static let usenet = XARFShape(
        [
            "evidence_source": .choice([
                "automated_monitoring", "newsgroup_crawl", "user_report", "rights_holder", "nzb_index_monitoring",
            ]),
            "newsgroup": .text(limit: 200),
            "message_info": .object(
                XARFShape(
                    [
                        "message_id": .text(limit: 500), "subject": .text(limit: 500), "from_header": .text(limit: 200),
                        "posting_date": .shape(.instant), "part_number": .integer(1 ... .max),
                        "total_parts": .integer(1 ... .max), "file_size": .integer(0 ... .max),
                    ], isClosed: true)),
            "nzb_info": .object(
                XARFShape(
                    [
                        "nzb_name": .text(limit: 500), "nzb_url": .shape(.uri), "indexer_site": .text(limit: 200),
                        "completion_percentage": .number(0.0...100.0),
                    ], isClosed: true)),
            "server_info": .object(
                XARFShape(
                    [
                        "nntp_server": .text(limit: 200), "server_group": .text(limit: 200),
                        "retention_days": .integer(1 ... .max),
                    ], isClosed: true)),
            "work_title": .text(limit: 500),
            "rights_holder": .text(limit: 200),
            "work_category": .choice([
                "movie", "tv_show", "music", "software", "ebook", "audiobook", "magazine", "game", "adult_content", "other",
            ]),
            "encoding_info": .object(
                XARFShape(
                    [
                        "encoding_format": .choice(["yenc", "uuencode", "base64", "other"]), "par2_recovery": .flag,
                        "rar_compression": .flag,
                    ], isClosed: true)),
            "detection_method": .choice(["subject_line_match", "header_analysis", "content_sampling", "nzb_metadata"]),
        ], required: ["newsgroup"])
}
