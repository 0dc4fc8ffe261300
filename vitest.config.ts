import { defineConfig } from 'vitest/config'

const shared = { globalSetup: ['./tests/postgres.global.ts'], testTimeout: 30_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      { test: { name: 'unit', include: ['tests/{unit,project}/**/*.test.ts'] } },
      { test: { name: 'domain', include: ['tests/{db,domain}/**/*.test.ts'], ...shared } },
      { test: { name: 'web', include: ['tests/{live,web}/**/*.test.ts'], ...shared } },
      {
        test: { name: 'stories', include: ['tests/{start,stories}/**/*.test.ts'], ...shared, fileParallelism: false },
      },
    ],
  },
})
