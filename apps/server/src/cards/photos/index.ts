export { createPhotos, type Photos } from './create-photos.ts'
export { erasePhotos } from './erase-photos.ts'
export { photoNotFoundProblems } from './problems.ts'
export { findPhoto, retainPhoto } from './store.ts'
