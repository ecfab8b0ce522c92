// Save as playwright.config.mjs. The signing API has fixed ports: one worker at a time.
import { defineConfig } from '@playwright/test'

const port = process.env.PORT ?? '8093'
export default defineConfig({
  testMatch: 'card-kit.spec.mjs',
  workers: 1,
  use: {
    baseURL: `http://localhost:${port}`,
    // Without a browser of the machine, leave this out: `npx playwright install chromium` brings one.
    launchOptions: { executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] },
  },
  webServer: {
    command: `node card-kit-vendor.mjs ${port}`,
    url: `http://localhost:${port}`,
  },
})
