/// The schema's files, oldest first. A new file is listed here, and a released one never changes.
struct MigrationFile: Sendable {
    let name: String
    let text: [UInt8]

    /// 1 for `V001_inbox`.
    var version: Int32 { Int32(name.dropFirst().prefix(3)) ?? 0 }

    static let all = [
        MigrationFile(name: "V001_inbox", text: PackageResources.V001_inbox_sql),
        MigrationFile(name: "V002_history", text: PackageResources.V002_history_sql),
        MigrationFile(name: "V003_accounts", text: PackageResources.V003_accounts_sql),
        MigrationFile(name: "V004_notifications", text: PackageResources.V004_notifications_sql),
        MigrationFile(name: "V005_credentials", text: PackageResources.V005_credentials_sql),
        MigrationFile(name: "V006_streams", text: PackageResources.V006_streams_sql),
        MigrationFile(name: "V007_outbox", text: PackageResources.V007_outbox_sql),
        MigrationFile(name: "V008_timers", text: PackageResources.V008_timers_sql),
        MigrationFile(name: "V009_parked", text: PackageResources.V009_parked_sql),
        MigrationFile(name: "V010_dead_letters", text: PackageResources.V010_dead_letters_sql),
        MigrationFile(name: "V011_starts", text: PackageResources.V011_starts_sql),
        MigrationFile(name: "V012_leases", text: PackageResources.V012_leases_sql),
        MigrationFile(name: "V013_queue_settings", text: PackageResources.V013_queue_settings_sql),
        MigrationFile(name: "V014_operations", text: PackageResources.V014_operations_sql),
        MigrationFile(name: "V015_nodes", text: PackageResources.V015_nodes_sql),
        MigrationFile(name: "V016_installation", text: PackageResources.V016_installation_sql),
        MigrationFile(name: "V017_documents", text: PackageResources.V017_documents_sql),
        MigrationFile(name: "V018_prefixes", text: PackageResources.V018_prefixes_sql),
        MigrationFile(name: "V019_ip_leases", text: PackageResources.V019_ip_leases_sql),
        MigrationFile(name: "V020_lookups", text: PackageResources.V020_lookups_sql),
        MigrationFile(name: "V021_guards", text: PackageResources.V021_guards_sql),
        MigrationFile(name: "V022_blocks", text: PackageResources.V022_blocks_sql),
        MigrationFile(name: "V023_gateways", text: PackageResources.V023_gateways_sql),
        MigrationFile(name: "V024_abuse_reports", text: PackageResources.V024_abuse_reports_sql),
        MigrationFile(name: "V025_reporters", text: PackageResources.V025_reporters_sql),
        MigrationFile(name: "V026_abuse_cases", text: PackageResources.V026_abuse_cases_sql),
        MigrationFile(name: "V027_correspondences", text: PackageResources.V027_correspondences_sql),
        MigrationFile(name: "V028_account_recovery", text: PackageResources.V028_account_recovery_sql),
        MigrationFile(name: "V029_account_second_factor", text: PackageResources.V029_account_second_factor_sql),
        MigrationFile(name: "V030_account_partner", text: PackageResources.V030_account_partner_sql),
        MigrationFile(name: "V031_account_deletion", text: PackageResources.V031_account_deletion_sql),
        MigrationFile(name: "V032_companies", text: PackageResources.V032_companies_sql),
        MigrationFile(name: "V033_invitations", text: PackageResources.V033_invitations_sql),
        MigrationFile(name: "V034_verifications", text: PackageResources.V034_verifications_sql),
        MigrationFile(name: "V035_document_tombstones", text: PackageResources.V035_document_tombstones_sql),
        MigrationFile(name: "V036_document_custody", text: PackageResources.V036_document_custody_sql),
        MigrationFile(name: "V037_inspections", text: PackageResources.V037_inspections_sql),
        MigrationFile(name: "V038_sent_as_json", text: PackageResources.V038_sent_as_json_sql),
    ]
}
