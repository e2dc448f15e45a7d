import Core

/// Where we say something else of a file than the rule expects of the other verifiers, and why. No attack among them passes.
struct SignedDifference {
    let verdict: Verdict
    let why: String
    let files: [String]

    static let all = [
        SignedDifference(
            verdict: .altered,
            why:
                "what was added after the signature is no whole revision, or one that readers would read "
                + "differently: an attack",
            files: [
                "attacks/itext__IncrementalSavingAttackTest_isa-3.pdf",
                "attacks/rub-nds__hide_variant-1_hide-via-referenced-object_4_origina"
                    + "l-document-shadowed-signed-manipulated_v1.pdf",
                "attacks/rub-nds__hide_variant-1_hide-via-referenced-object_4_origina"
                    + "l-document-shadowed-signed-manipulated_v2.pdf",
                "attacks/rub-nds__hide_variant-2_hide-via-referenced-object_hide-form"
                    + "-via-form_4_original-document-shadowed-signed-manipulated.pdf",
                "attacks/rub-nds__replace_variant-2_replace-via-overwrite_4_original-"
                    + "document-shadowed-signed-manipulated.pdf",
            ]),
        SignedDifference(
            verdict: .broken,
            why: "its structure is damaged, so that readers may see different things: prepared for an attack",
            files: [
                "attacks/rub-nds__hide-and-replace_variant-1_change_object_references"
                    + "_3_original-document-shadowed-signed.pdf",
                "attacks/rub-nds__hide_variant-1_hide-via-referenced-object_3_original-document-shadowed-signed.pdf",
            ]),
        SignedDifference(
            verdict: .untrusted,
            why: "SHA-1, or the raw form adbe.x509.rsa_sha1: nobody can tell any more, and we say so",
            files: [
                "itext/itext__PdfPKCS7Test_timeStampSignatureBerEncoded.pdf",
                "itext/itext__SignatureUtilTest_adbe.x509.rsa_sha1_signature.pdf",
                "valid-and-misc/m32__pdf-adobe-webcapture-x509.rsa_sha1.pdf",
            ]),
        SignedDifference(
            verdict: .altered,
            why: "pyHanko does not read it; its range leaves out more than its signature",
            files: [
                "itext/itext__SignatureUtilTest_indirectBytesAreCoveredTest01.pdf",
                "itext/itext__SignatureUtilTest_indirectBytesAreNotCoveredTest01.pdf",
                "itext/itext__SignatureUtilTest_spacesBeforeContentsTest01.pdf",
                "itext/itext__SignatureUtilTest_twoContentsTest01.pdf",
            ]),
        SignedDifference(
            verdict: .altered,
            why: "pyHanko does not read it; one of its fields was changed after signing",
            files: [
                "itext/itext__validation_DocumentRevisionsValidatorTest_brokenSignatureFieldDictionary.pdf"
            ]),
        SignedDifference(
            verdict: .valid,
            why: "pyHanko does not read it, for its signature is no indirect object; ISO 32000 asks for none",
            files: [
                "itext/itext__SignatureUtilTest_notIndirectSigDictionaryTest.pdf"
            ]),
        SignedDifference(
            verdict: .broken,
            why: "OpenSSL cannot read the signature; pyHanko can, and calls it not valid",
            files: [
                "itext/itext__validation_SignatureValidatorIntegrationTest_revDataInTheSignatureContainer.pdf"
            ]),
        SignedDifference(
            verdict: .valid,
            why:
                "pyHanko wants every object that was written again to be one it knows; what can be reached is "
                + "compared here: further signatures, timestamps and DSS alone were added",
            files: [
                "itext/itext__validation_DocumentRevisionsValidatorIntegrationTest_fieldLockLevelIncrease.pdf",
                "itext/itext__validation_DocumentRevisionsValidatorIntegrationTest_"
                    + "multipleRevisionsDocumentWithoutPermissions.pdf",
                "itext/itext__validation_DocumentRevisionsValidatorTest_makeFontDirectAndIndirect.pdf",
                "itext/itext__validation_DocumentRevisionsValidatorTest_multipleRevisionsDocument.pdf",
                "itext/itext__validation_DocumentRevisionsValidatorTest_multipleRevisionsDocument2.pdf",
                "itext/itext__validation_SignatureValidatorIntegrationTest_shortValidityCertsWithCrl.pdf",
                "itext/itext__validation_SignatureValidatorIntegrationTest_shortValidityCertsWithOcsp.pdf",
                "itext/itext__validation_SignatureValidatorIntegrationTest_signatureSigningCertExpired.pdf",
                "itext/itext__validation_report_pades_PAdESLevelIntegrationTest_B-LT_covered_with_timestamp_attribute.pdf",
            ]),
        SignedDifference(
            verdict: .untrusted,
            why: "the same; and the authority of its timestamps has a certificate that is not for timestamps",
            files: [
                "itext/itext__validation_report_pades_PAdESLevelIntegrationTest_B-LTA.pdf",
                "itext/itext__validation_report_pades_PAdESLevelIntegrationTest_B-LTA_with_missing_rev_data.pdf",
                "itext/itext__validation_report_pades_PAdESLevelIntegrationTest_B-LTA_with_multiple_prolongations.pdf",
                "itext/itext__validation_report_pades_PAdESLevelIntegrationTest_B-LTA_with_multiple_timestamps.pdf",
                "itext/itext__validation_report_pades_PAdESLevelIntegrationTest_B-LTA_with_rev_data_after_timestamp.pdf",
                "itext/itext__validation_report_pades_PAdESLevelIntegrationTest_B-LT_covered_with_LTA.pdf",
            ]),
    ]
}
