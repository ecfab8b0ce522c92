import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import packageFile from '../../package.json' with { type: 'json' }
import { compressAssets } from './compress-plugin.ts'
import { designTokens } from './design-tokens-plugin.ts'
import { prerenderTextPages } from './prerender-plugin.ts'

const textPagesMenu = 'src/public/text-pages/menu.ts'

export default defineConfig({
  plugins: [designTokens(), react(), prerenderTextPages(), compressAssets()],
  define: { RELEASE_VERSION: JSON.stringify(packageFile.version) },
  build: {
    // Fonts stay files: the content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      input: ['index.html', textPagesMenu],
      // One file instead of twenty: on a slow line each request waits for its turn.
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'application',
              tags: ['$initial'],
              test: (module) => !module.endsWith(textPagesMenu),
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
})
