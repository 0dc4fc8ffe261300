// The same file by the same rules, under the page of the member who asked for it.
export { loader } from './c.$slug.host.exports.$exportId.file.ts'
