export { exportFile as loader } from '#server/web/export-file.ts'
