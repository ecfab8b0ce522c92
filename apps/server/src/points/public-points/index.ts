export { createPublicPoints, type PublicPoints } from './create-public-points.ts'
export { pagesWithoutScripts } from './pages-without-scripts.ts'
