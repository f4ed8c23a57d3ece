import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** These break what all others need, or compare all that a server holds with all that the API server holds, which nobody may change meanwhile. */
const alone = [
  'test/cluster/*.live.test.ts',
  'test/faults/{api-server,nodes}.live.test.ts',
  'test/odd/*.live.test.ts',
  'test/server/cluster/source.live.test.ts',
]
const browsing = ['test/e2e/**']
const charts = ['test/helm/**', 'test/pod/**']
const attacks = ['test/attacks/**']

/** Polls end when it holds; this is how long a loaded machine may take. */
const patient = { poll: { timeout: 30_000 } }

// Groups as test/run.ts runs them; `npx vitest run --project server` runs one by hand.
export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'server',
          expect: patient,
          environment: 'node',
          include: [
            'test/*.test.ts',
            'test/server/**/*.test.ts',
            'test/support/**/*.test.ts',
            'test/situations/**/*.test.ts',
            'test/accuracy/**/*.test.ts',
            'test/cluster/**/*.test.ts',
            'test/bench/**/*.test.ts',
            'test/image/**/*.test.ts',
            'test/build/**/*.test.ts',
            'test/canary/**/*.test.ts',
            'test/attacks/**/*.test.ts',
          ],
          exclude: ['**/*.live.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        plugins: [vue()],
        test: { name: 'web', expect: patient, environment: 'jsdom', include: ['test/web/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      // A real cluster that nobody breaks: side by side, each in namespaces of its own.
      {
        test: {
          name: 'live',
          expect: patient,
          include: ['test/**/*.live.test.ts'],
          exclude: [...alone, ...browsing, ...charts, ...attacks],
          maxWorkers: 2,
          maxConcurrency: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      // The same cluster, one file at a time.
      {
        test: {
          name: 'alone',
          expect: patient,
          include: alone,
          exclude: ['test/cluster/down.live.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      // The chart: rendered, checked, installed.
      {
        test: {
          name: 'helm',
          expect: patient,
          include: ['test/helm/**/*.test.ts', 'test/pod/{install,rights}.live.test.ts'],
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      // The running image, attacked: a container for each file.
      {
        test: {
          name: 'attacks',
          expect: patient,
          include: ['test/attacks/**/*.live.test.ts'],
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      // A real browser, against recordings and (*.live) against the cluster.
      {
        test: {
          name: 'browser',
          expect: patient,
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['**/*.live.test.ts'],
          globalSetup: ['test/e2e/page.setup.ts'],
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser-live',
          expect: patient,
          include: ['test/e2e/**/*.live.test.ts'],
          globalSetup: ['test/e2e/page.setup.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      // Takes the cluster down and looks for what is left of it; last.
      { test: { name: 'down', include: ['test/cluster/down.live.test.ts'], fileParallelism: false, testTimeout: 600_000, hookTimeout: 600_000 } },
    ],
  },
})
