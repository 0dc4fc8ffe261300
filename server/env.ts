import path from 'node:path'
import * as z from 'zod'
import { projectRoot } from '#db/project-root.ts'

const Env = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
    /** Address to listen on. Loopback unless the owner opens it on purpose. */
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    /** The address people use, e.g. https://moa.example.com; with https the session cookie is bound to it. */
    ORIGIN: z
      .url({ protocol: /^https?$/ })
      .transform((url) => new URL(url).origin)
      .optional(),
    /** Proxies in front whose X-Forwarded-For and -Proto are believed; 0 believes none. */
    TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
    DATABASE_URL: z.string().startsWith('postgres').optional(),
    REDIS_URL: z.string().startsWith('redis').optional(),
    /** 32 bytes in base64. Without it a key file is made beside the data, readable by its owner only. */
    MOA_MASTER_KEY: z.base64().optional(),
    /** Master keys of before, separated by commas; needed until `npm run keys -- rotate` has run. */
    MOA_FORMER_KEYS: z.string().optional(),
    /** Where the embedded database, files and keys lie. */
    DATA_DIR: z.string().default(path.join(projectRoot(), '.data')),
    /** An S3-compatible server for files instead of DATA_DIR, without the bucket: https://s3.example.com. Its bucket is ours alone. */
    S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    S3_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
      .optional(),
    S3_REGION: z.string().default('auto'),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
    /** A mail server, e.g. smtp://user:password@mail.example.com:587. Without it no mail is sent. */
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\/[^\s]+$/)
      .optional(),
    /** Who mails come from, e.g. 모아 <moa@example.com>. */
    MAIL_FROM: z.string().includes('@').optional(),
    /** ClamAV's daemon: a socket's path such as /run/clamav/clamd.ctl, or clamd://host:3310. Without it nothing is checked. */
    CLAMD: z
      .string()
      .regex(/^(\/\S+|clamd:\/\/[^\s/]+)$/)
      .optional(),
    /** Lets a collector elsewhere read /metrics; loopback needs none. */
    METRICS_TOKEN: z.string().min(16).optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
  })
  .refine(({ SMTP_URL, MAIL_FROM, ORIGIN }) => !SMTP_URL || (MAIL_FROM && ORIGIN), {
    path: ['SMTP_URL'],
    message: 'needs MAIL_FROM, and ORIGIN for the links in mails',
  })
  .refine(
    ({ S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }) => {
      const given = [S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY].filter(Boolean)
      return given.length === 0 || given.length === 4
    },
    {
      path: ['S3_ENDPOINT'],
      message: 'S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY를 모두 적어 주세요 (all four)',
    },
  )

export type Env = z.infer<typeof Env>

/** The environment, parsed once. Throws one line per variable that cannot be understood. */
export function readEnv(from: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== ''))
  const read = Env.safeParse(given)
  if (read.success) return read.data
  throw new Error(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
}
