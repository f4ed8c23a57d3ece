import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// Groups as test/run.ts runs them; `npx vitest run --project server` runs one by hand.
export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'server',
          environment: 'node',
          include: [
            'test/*.test.ts',
            'test/server/**/*.test.ts',
            'test/support/**/*.test.ts',
            'test/situations/**/*.test.ts',
            'test/accuracy/**/*.test.ts',
            'test/cluster/**/*.test.ts',
            'test/bench/**/*.test.ts',
          ],
          exclude: ['**/*.live.test.ts'],
          testTimeout: 60_000,
        },
      },
      { plugins: [vue()], test: { name: 'web', environment: 'jsdom', include: ['test/web/**/*.test.ts'] } },
      // A real cluster, one file at a time: they stop nodes and kill API servers.
      {
        test: {
          name: 'live',
          include: ['test/**/*.live.test.ts'],
          exclude: ['test/e2e/**', 'test/cluster/down.live.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      // A real browser, against recordings and (*.live) against the cluster.
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['**/*.live.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: 'browser-live', include: ['test/e2e/**/*.live.test.ts'], fileParallelism: false, testTimeout: 300_000, hookTimeout: 300_000 } },
      // Takes the cluster down and looks for what is left of it; last.
      { test: { name: 'down', include: ['test/cluster/down.live.test.ts'], fileParallelism: false, testTimeout: 600_000, hookTimeout: 600_000 } },
    ],
  },
})
