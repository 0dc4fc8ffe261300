import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'

// Keys and what is done with them; no database here. One master key (32 bytes, from the environment or a key file)
// wraps a random data key per case, and is the source of every other key by HKDF-SHA256, each for one purpose only.
// A key never leaves as bytes except `fileKey`, which the file store needs; KeyObjects print and log as nothing.
//
// A sealed blob is: format (1 byte) · key id (8) · random IV (12) · AES-256-GCM ciphertext · tag (16).
// The header and the place the blob belongs to ('table|row|version') are authenticated, so a blob moved to another
// row, cut short or changed by one bit does not open.

export type Vault = {
  /** Names the master key without revealing it: 16 hex characters. */
  readonly masterKeyId: string
  /** The Ed25519 key that signs ledger checkpoints: its id (16 hex) and its public half (32 bytes). */
  readonly signingKeyId: string
  readonly signingPublicKey: Buffer
  /** A fresh data key for a case, wrapped by the master key and bound to the case id. */
  newCaseKey(caseId: string): WrappedKey
  /** Unwraps a case's data key. Throws `SealBroken` when it was changed, belongs elsewhere, or the master is another. */
  openCaseKey(caseId: string, wrapped: Uint8Array): CaseKey
  /** The same data key under the current master key, for rotation. */
  rewrapCaseKey(caseId: string, wrapped: Uint8Array): WrappedKey
  /** Seals what an account keeps outside any case (its e-mail address). */
  sealAccount(accountId: string, value: unknown): Buffer
  unsealAccount(accountId: string, blob: Uint8Array): unknown
  /** Seals a secret of the server's own under its name. */
  sealServer(name: string, value: unknown): Buffer
  unsealServer(name: string, blob: Uint8Array): unknown
  /** 16 bytes that find an account by its address without storing it. Letter case and outer blanks do not count. */
  emailIndex(email: string): Buffer
  /** The same under the current and then each former master key, for look-ups while a rotation is under way. */
  emailIndexes(email: string): Buffer[]
  /**
   * The code of a join link: 128 bits as 22 base64url characters, derived and not stored. With `codeHash` the code
   * is the one which that hash was kept of (also under a former master key), or null when there is none.
   */
  inviteCode(inviteId: string): string
  knownInviteCode(inviteId: string, hash: Uint8Array): string | null
  /** 32 bytes that encrypt one stored file, by the file's random key. */
  fileKey(key: string): Uint8Array
  /** A secret for signing what a browser keeps, as base64url. */
  cookieSecret(): string
  /** Signs the text of a checkpoint (app/proof/checkpoint.ts). */
  signCheckpoint(text: string): Buffer
  /** False also when `keyId` names no key this vault knows. */
  verifyCheckpoint(text: string, signed: { keyId: string; signature: Uint8Array }): boolean
}

export type WrappedKey = { wrapped: Buffer; masterKeyId: string }

/** The two keys of a case; made by the vault, used through `seal`, `unseal` and `blindIndex`. */
export type CaseKey = { readonly sealKey: SealKey; readonly indexKey: KeyObject }
export type SealKey = { readonly id: Buffer; readonly key: KeyObject }

/** What of a claim a blind index is of. Never of names: equality of names says little and gives much away. */
export type IndexKind = 'order' | 'phone' | 'email' | 'approval' | 'account' | 'business'
/** What of imported talk: names and rooms there must meet again. What is indexed begins with which of the two it is. */
type TalkIndexKind = 'kakao'
/** What of a list that was brought: its people, claims and links, each beginning with which of them it is. */
type SheetIndexKind = 'sheet'

/** Something sealed does not open: it was changed, moved, cut, or its key is gone. Never says what was inside. */
export class SealBroken extends Error {
  override name = 'SealBroken'

  constructor() {
    super('What was sealed does not open: it was changed or moved, or it belongs to another key')
  }
}

const KEY_BYTES = 32
const KEY_ID_BYTES = 8
const IV_BYTES = 12
const TAG_BYTES = 16
/** 128 bits: no guess finds one, and two of the same value still meet. */
const INDEX_BYTES = 16
const FORMAT = 1
const HEADER_BYTES = 1 + KEY_ID_BYTES

export type VaultOptions = {
  /** Former master keys, still able to open what they sealed until a rotation has re-wrapped it. */
  former?: Uint8Array[]
  /** 32 bytes the checkpoint key is made of, when it must outlive the master key. Derived from the master otherwise. */
  signingSeed?: Uint8Array
}

/** Opens the vault with a master key of exactly 32 bytes; throws a RangeError for any other length. */
export function openVault(masterKey: Uint8Array, options: VaultOptions = {}): Vault {
  const master = masterOf(masterKey)
  const all = [master, ...(options.former ?? []).map(masterOf)]
  const seeds = [masterKey, ...(options.former ?? [])].map((key) => derive(key, 'checkpoint'))
  const signing = signingPair(options.signingSeed ?? derive(masterKey, 'checkpoint'))
  const signers = [signing, ...seeds.map(signingPair)]
  const wrap = (caseId: string, dataKey: Uint8Array) => ({
    wrapped: sealBytes(master.wrap, `case_key|${caseId}|1`, dataKey),
    masterKeyId: master.id,
  })
  const unwrap = (caseId: string, wrapped: Uint8Array) =>
    openBytes(
      pick(
        all.map((each) => each.wrap),
        wrapped,
      ),
      `case_key|${caseId}|1`,
      wrapped,
    )
  return {
    masterKeyId: master.id,
    signingKeyId: signing.id,
    signingPublicKey: signing.publicBytes,
    newCaseKey: (caseId) => wrap(caseId, randomBytes(KEY_BYTES)),
    openCaseKey: (caseId, wrapped) => caseKeyOf(unwrap(caseId, wrapped)),
    rewrapCaseKey: (caseId, wrapped) => wrap(caseId, unwrap(caseId, wrapped)),
    sealAccount: (accountId, value) => sealWith(master.account, `account|${accountId}|1`, value),
    unsealAccount: (accountId, blob) =>
      unsealWith(
        pick(
          all.map((each) => each.account),
          blob,
        ),
        `account|${accountId}|1`,
        blob,
      ),
    sealServer: (name, value) => sealWith(master.server, `server_secret|${name}|1`, value),
    unsealServer: (name, blob) =>
      unsealWith(
        pick(
          all.map((each) => each.server),
          blob,
        ),
        `server_secret|${name}|1`,
        blob,
      ),
    emailIndex: (email) => emailIndexUnder(master, email),
    emailIndexes: (email) => all.map((each) => emailIndexUnder(each, email)),
    inviteCode: (inviteId) => inviteCodeUnder(master, inviteId),
    knownInviteCode: (inviteId, hash) =>
      all.map((each) => inviteCodeUnder(each, inviteId)).find((code) => codeHash(code).equals(hash)) ?? null,
    fileKey: (key) => derive(masterKey, `file|${key}`),
    cookieSecret: () => derive(masterKey, 'cookie').toString('base64url'),
    signCheckpoint: (text) => sign(null, Buffer.from(text, 'utf8'), signing.privateKey),
    verifyCheckpoint: (text, { keyId, signature }) => {
      const signer = signers.find((each) => each.id === keyId)
      return signer !== undefined && verify(null, Buffer.from(text, 'utf8'), signer.publicKey, signature)
    },
  }
}

/** Seals a JSON value for one place; `aad` is 'table|row|version'. */
export function seal(key: CaseKey, aad: string, value: unknown): Buffer {
  return sealWith(key.sealKey, aad, value)
}

/** Opens what `seal` made for the same place. Throws `SealBroken` for anything else. */
export function unseal(key: CaseKey, aad: string, blob: Uint8Array): unknown {
  return unsealWith(key.sealKey, aad, blob)
}

/** 16 bytes equal for equal values of one kind in one case, and telling nothing else. Pass the normalised value. */
export function blindIndex(
  key: CaseKey,
  kind: IndexKind | TalkIndexKind | SheetIndexKind,
  normalised: string,
): Buffer {
  return mac(key.indexKey, `${kind}|${normalised}`)
}

/** What is stored of a join code: its SHA-256. Enough for 128 random bits; a slow hash would only slow the door. */
export function codeHash(code: string): Buffer {
  return createHash('sha256').update(code, 'utf8').digest()
}

type Master = {
  id: string
  wrap: SealKey
  account: SealKey
  server: SealKey
  emails: KeyObject
  invites: KeyObject
}

function masterOf(bytes: Uint8Array): Master {
  if (bytes.length !== KEY_BYTES) throw new RangeError(`The master key must be ${KEY_BYTES} bytes`)
  return {
    id: keyId(bytes).toString('hex'),
    wrap: sealKeyOf(derive(bytes, 'wrap')),
    account: sealKeyOf(derive(bytes, 'account')),
    server: sealKeyOf(derive(bytes, 'server')),
    emails: createSecretKey(derive(bytes, 'email-index')),
    invites: createSecretKey(derive(bytes, 'invite')),
  }
}

function caseKeyOf(dataKey: Buffer): CaseKey {
  return {
    sealKey: sealKeyOf(derive(dataKey, 'case-seal')),
    indexKey: createSecretKey(derive(dataKey, 'case-index')),
  }
}

function sealKeyOf(bytes: Buffer): SealKey {
  return { id: keyId(bytes), key: createSecretKey(bytes) }
}

function derive(from: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', from, 'moa.vault.v1', purpose, KEY_BYTES))
}

function keyId(bytes: Uint8Array): Buffer {
  return createHash('sha256').update('moa.key-id|').update(bytes).digest().subarray(0, KEY_ID_BYTES)
}

function mac(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest().subarray(0, INDEX_BYTES)
}

function emailIndexUnder(master: Master, email: string): Buffer {
  return mac(master.emails, email.trim().normalize('NFC').toLowerCase())
}

function inviteCodeUnder(master: Master, inviteId: string): string {
  return mac(master.invites, inviteId).toString('base64url')
}

function sealWith(key: SealKey, aad: string, value: unknown): Buffer {
  return sealBytes(key, aad, Buffer.from(JSON.stringify(value), 'utf8'))
}

function unsealWith(key: SealKey, aad: string, blob: Uint8Array): unknown {
  return JSON.parse(openBytes(key, aad, blob).toString('utf8'))
}

function sealBytes(key: SealKey, aad: string, plain: Uint8Array): Buffer {
  const header = Buffer.concat([Buffer.of(FORMAT), key.id])
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key.key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(boundTo(header, aad))
  return Buffer.concat([header, iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function openBytes(key: SealKey, aad: string, blob: Uint8Array): Buffer {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength)
  if (bytes.length < HEADER_BYTES + IV_BYTES + TAG_BYTES || bytes[0] !== FORMAT) throw new SealBroken()
  const header = bytes.subarray(0, HEADER_BYTES)
  const iv = bytes.subarray(HEADER_BYTES, HEADER_BYTES + IV_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key.key, iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(boundTo(header, aad))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([
      decipher.update(bytes.subarray(HEADER_BYTES + IV_BYTES, -TAG_BYTES)),
      decipher.final(),
    ])
  } catch {
    throw new SealBroken()
  }
}

function boundTo(header: Buffer, aad: string): Buffer {
  return Buffer.concat([header, Buffer.from(aad, 'utf8')])
}

/** The key a blob names in its header. */
function pick(keys: SealKey[], blob: Uint8Array): SealKey {
  const id = Buffer.from(blob.slice(1, HEADER_BYTES))
  const key = keys.find((each) => each.id.equals(id))
  if (!key) throw new SealBroken()
  return key
}

/** DER of an Ed25519 private key in PKCS #8 up to its 32-byte seed (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

function signingPair(seed: Uint8Array) {
  if (seed.length !== KEY_BYTES) throw new RangeError(`The signing seed must be ${KEY_BYTES} bytes`)
  const der = Buffer.concat([PKCS8_ED25519, seed])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  // An Ed25519 key ends its SPKI (RFC 8410).
  return { id: keyId(spki).toString('hex'), privateKey, publicKey, publicBytes: spki.subarray(-KEY_BYTES) }
}
