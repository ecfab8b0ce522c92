import { judgePublicPages } from './public-pages.ts'

judgePublicPages('sv')
judgePublicPages('en')
