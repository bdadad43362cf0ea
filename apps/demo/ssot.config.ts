import { defineConfig } from '@ssot/runtime-server'

const apiPort = Number(process.env['API_PORT'] ?? 4000)
const webPort = Number(process.env['WEB_PORT'] ?? 3000)

export default defineConfig({
  schema: './schema.prisma',
  server: {
    host: '127.0.0.1',
    port: apiPort,
    // The pages of the demo come from a server of their own.
    cors: [`http://localhost:${webPort}`, `http://127.0.0.1:${webPort}`],
  },
  auth: { model: 'User', isAdmin: "auth.role == 'ADMIN'" },
})
