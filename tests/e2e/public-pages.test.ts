import { checkPublicPages } from './public-pages.ts'

checkPublicPages('fi')
