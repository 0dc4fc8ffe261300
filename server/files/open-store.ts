import path from 'node:path'
import type { Vault } from '#server/domain/vault.ts'
import type { Env } from '#server/env.ts'
import { diskStore } from './disk.ts'
import { s3Store } from './s3.ts'
import { type BucketAddress, S3Refused } from './s3-bucket.ts'
import type { FileStore } from './store.ts'

/** The store this installation is set to: a bucket when one is named, else a folder. Touches neither. */
export function storeOf(env: Env, vault: Pick<Vault, 'fileKey'>): FileStore {
  const bucket = bucketOf(env)
  return bucket
    ? s3Store(bucket, path.join(env.DATA_DIR, 'spool'), vault)
    : diskStore(path.join(env.DATA_DIR, 'files'), vault)
}

/** The same, with a bucket tried before anybody relies on it. Throws a sentence that says what is wrong. */
export async function openStore(env: Env, vault: Pick<Vault, 'fileKey'>): Promise<FileStore> {
  const store = storeOf(env, vault)
  if (bucketOf(env) === null) return store
  await store.check().catch((error: unknown) => {
    throw new Error(`증거를 두는 저장소를 쓸 수 없어요. ${whatIsWrong(error)}`, { cause: error })
  })
  return store
}

function bucketOf(env: Env): BucketAddress | null {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = env
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return null
  return { endpoint, bucket, region, accessKeyId, secretAccessKey }
}

function whatIsWrong(error: unknown): string {
  if (error instanceof S3Refused) {
    if (error.status === 404) return 'S3_BUCKET의 버킷이 없어요. 먼저 만들어 주세요. (no such bucket)'
    if (error.status === 401 || error.status === 403) {
      return 'S3_ACCESS_KEY_ID와 S3_SECRET_ACCESS_KEY가 맞지 않거나 권한이 없어요. (access denied)'
    }
    return `S3 서버가 ${error.status}(으)로 답했어요. (S3 answered ${error.status})`
  }
  if (error instanceof TypeError) {
    return 'S3_ENDPOINT의 서버에 닿지 않아요. 주소를 확인해 주세요. (cannot be reached)'
  }
  return error instanceof Error ? error.message : String(error)
}
