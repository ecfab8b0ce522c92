import './nonce.ts'
import '@fontsource/source-sans-3/400.css'
import '@fontsource/source-sans-3/600.css'
import '@fontsource/source-sans-3/700.css'
import './page.css'
import './forms/faults-in-words.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { followSignOuts } from './api/session.ts'
import { queryClient } from './api/call-api.ts'
import { replaceFirstWords } from './layout/first-words.ts'
import { watchPresses } from './layout/pointer-pause.ts'
import { startRouter } from './routes.tsx'

watchPresses()
followSignOuts()
const router = startRouter()

const root = document.getElementById('portal')
if (root === null) throw new Error('index.html has no root element for the portal')
replaceFirstWords(root)

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
