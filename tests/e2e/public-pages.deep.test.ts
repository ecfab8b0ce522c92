import { checkPublicPages } from './public-pages.ts'

checkPublicPages('sv')
checkPublicPages('en')
