import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { prerenderTextPages } from './prerender-plugin.ts'

export default defineConfig({
  plugins: [react(), prerenderTextPages()],
  build: {
    // Fonts stay files: the content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { input: ['index.html', 'src/public/text-pages/menu.ts'] },
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
})
