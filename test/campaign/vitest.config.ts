import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/campaign/trials/*.test.ts'],
    environment: 'node',
    testTimeout: 900_000,
    hookTimeout: 300_000,
    disableConsoleIntercept: true,
  },
})
