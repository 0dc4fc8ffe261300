import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import type { BucketAddress } from '#server/files/s3-bucket.ts'

// An S3-compatible server of our own on loopback, which checks every signature.

export type TestBucket = BucketAddress & {
  stop(): Promise<void>
}

/** The one signer this server knows. */
const SIGNER = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }

export async function startBucket(): Promise<TestBucket> {
  const directory = await mkdtemp(join(tmpdir(), 'moa-s3-'))
  const bucket = 'moa-files'
  const options = {
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket }],
  }
  const server = new S3rver(options)
  const { port }: AddressInfo = await server.run()
  const where = { endpoint: `http://127.0.0.1:${port}`, bucket, region: 'us-east-1', ...SIGNER }
  return {
    ...where,
    async stop() {
      server.httpServer.closeAllConnections()
      await server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
