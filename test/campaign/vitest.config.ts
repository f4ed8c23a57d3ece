import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/campaign/*.campaign.ts'],
    environment: 'node',
    testTimeout: 900_000,
    hookTimeout: 300_000,
    disableConsoleIntercept: true,
  },
})
