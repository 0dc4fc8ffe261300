import { defineConfig } from 'vitest/config'

/** For what waits on a database, sockets and browsers: a second try, which `tests/run.mjs` names for mending. */
const patient = {
  setupFiles: ['./tests/databases.setup.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  retry: 1,
}
/** Two files at a time, also where there are two cores: half of a test's time is PostgreSQL's. */
const paired = { maxWorkers: 2 }
/** Files share the loaded modules of their worker, whose loading took as long as the tests. Nothing may live in them. */
const shared = { isolate: false }

export default defineConfig({
  test: {
    reporters: ['default'],
    // One cluster and one migrated template for all projects.
    globalSetup: ['./tests/postgres.global.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/{unit,project}/**/*.test.ts'],
          testTimeout: 30_000,
          ...shared,
          ...paired,
        },
      },
      {
        test: {
          name: 'domain',
          include: ['tests/{db,domain}/**/*.test.ts'],
          ...patient,
          ...shared,
          ...paired,
        },
      },
      {
        test: {
          name: 'web',
          include: ['tests/{live,web}/**/*.test.ts'],
          ...patient,
          ...paired,
        },
      },
      {
        test: {
          name: 'stories',
          include: ['tests/{start,stories}/**/*.test.ts'],
          ...patient,
          testTimeout: 90_000,
          fileParallelism: false,
        },
      },
      // By themselves and last: they kill servers and count seconds.
      {
        test: {
          name: 'chaos',
          include: ['tests/chaos/**/*.test.ts'],
          ...patient,
          testTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
