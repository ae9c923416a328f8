import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/server.setup.ts'],
    setupFiles: ['test/forget-hosts.setup.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    isolate: false,
  },
})
