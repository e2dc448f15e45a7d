package import Core

/// Every event kind somebody here works on: the table of contents of the system.
package enum Roster {
    /// The adapters of the outside world; nil where a process only declares.
    package struct Effects {
        package var mail: (any Effect<NotificationSend, MailReceipt>)?
        package var firewall: (any CollectiveEffect<FirewallSet, WallReceipt>)?
        package var inspection: (any Effect<InspectCertificate, InspectionReport>)?

        package init(
            mail: (any Effect<NotificationSend, MailReceipt>)? = nil,
            firewall: (any CollectiveEffect<FirewallSet, WallReceipt>)? = nil,
            inspection: (any Effect<InspectCertificate, InspectionReport>)? = nil
        ) {
            self.mail = mail
            self.firewall = firewall
            self.inspection = inspection
        }
    }

    /// Made once per worker thread, since adapters belong to one.
    package static func duties(_ effects: Effects = Effects()) -> [Duty] {
        [
            Duty(SignUp.self),
            Duty(ResendVerification.self),
            Duty(ConfirmEmail.self),
            Duty(SetPassword.self),
            Duty(CompleteProfile.self),
            Duty(ChangeProfile.self),
            // Companies: registration, members, invitations, contacts, standing.
            Duty(RegisterCompany.self),
            Duty(RequestJoin.self),
            Duty(GrantJoin.self),
            Duty(RefuseJoin.self),
            Duty(MeetJoinDeadline.self),
            Duty(AssignRole.self),
            Duty(RevokeMember.self),
            Duty(LeaveCompany.self),
            Duty(JoinByInvitation.self),
            Duty(AppointAdministrator.self),
            Duty(ChangeStanding.self),
            Duty(NameContact.self),
            Duty(ChangeContact.self),
            Duty(WriteCompanyLetter.self),
            Duty(InviteMember.self),
            Duty(AcceptInvitation.self),
            Duty(RevokeInvitation.self),
            Duty(MeetInvitationDeadline.self),
            Duty(ForgetInvitation.self),
            // Accounts: ways back in, the second factor, partners, the end.
            Duty(RecoverAccess.self),
            Duty(CompleteRecovery.self),
            Duty(ResetAccount.self),
            Duty(EnrolSecondFactor.self),
            Duty(OrderPartner.self),
            Duty(ApprovePartner.self),
            Duty(RequestDeletion.self),
            Duty(WithdrawDeletion.self),
            Duty(ApproveDeletion.self),
            Duty(FinishDeletion.self),
            Duty(EraseTraces.self),
            Duty(AnnouncePrefix.self),
            Duty(WithdrawPrefix.self),
            Duty(AssignAddress.self),
            Duty(WithdrawAddress.self),
            Duty(CorrectAddress.self),
            Duty(SendNotification.self, adapter: effects.mail),
            // Abuse: the guard of the blast radius, blocks, gateways.
            Duty(GuardRequest.self),
            Duty(GuardOrder.self),
            Duty(WantBlock.self),
            Duty(ReleaseBlock.self),
            Duty(OrderUnblock.self),
            Duty(ObserveBlock.self),
            Duty(ExpireBlock.self),
            Duty(collective: SetFirewall.self, adapter: effects.firewall),
            // Abuse: reports, cases, trust, letters.
            Duty(ReceiveReport.self),
            Duty(FileReport.self),
            Duty(FollowBlock.self),
            Duty(ClaimRemediation.self),
            Duty(FileAppeal.self),
            Duty(CloseCase.self),
            Duty(MeetDeadline.self),
            Duty(JudgeReporter.self),
            Duty(TrustReporter.self),
            Duty(PostponeNotice.self),
            Duty(SendDigest.self),
            Duty(AnswerReporter.self),
            // Verification: documents, the review, the times of it.
            Duty(OpenVerification.self),
            Duty(TakeDocument.self),
            Duty(NoteInspection.self),
            Duty(TakeAnswer.self),
            Duty(ClaimVerification.self),
            Duty(ReleaseVerification.self),
            Duty(ApproveCompany.self),
            Duty(RequestInformation.self),
            Duty(RejectCompany.self),
            Duty(SuspectFraud.self),
            Duty(RevokeVerification.self),
            Duty(NoteContact.self),
            Duty(WithdrawRequest.self),
            Duty(MeetVerificationTime.self),
            // Documents: a look at each by a machine, before a person looks.
            Duty(InspectDocument.self, adapter: effects.inspection),
        ]
    }

    /// Queues whose workers decide, perform effects one by one or a batch at a time, or empty what was lost.
    package enum Kind: Sendable {
        case decider, effector, collective, drain
    }

    package static let queues: [(name: QueueName, kind: Kind)] = [
        ("guichet.account", .decider),
        ("guichet.verification", .decider),
        ("guichet.provisioning", .decider),
        ("guichet.abuse", .decider),
        ("guichet.notification", .effector),
        ("guichet.firewall", .collective),
        ("guichet.inspection", .effector),
        (QueueName(Topology.unroutable), .drain),
        (QueueName(Topology.dead), .drain),
    ]
}
