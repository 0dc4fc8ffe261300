type UnionAct = 'proposed' | 'refused' | 'agreed' | 'done'

/** What is recorded of companies that speak, and of rooms that become one. */
export type RoomEntry =
  | { kind: `voice.${'invited' | 'verified'}`; data: { voiceId: string; respondentId: string } }
  | { kind: 'voice.revoked'; data: { voiceId: string } }
  | { kind: 'voice.said'; data: { voiceId: string; statementId: string; version: number; sha256: string } }
  | { kind: 'voice.withdrew'; data: { voiceId: string; statementId: string } }
  | { kind: 'voice.answered'; data: { voiceId: string; answerId: string; orders: number } }
  | { kind: `union.${UnionAct}`; data: { unionId: string; fromId: string; intoId: string } }
  | {
      kind: 'claim.carried'
      data: { claimId: string; receiptNo: number; version: number; sha256: string; fromId: string }
    }
