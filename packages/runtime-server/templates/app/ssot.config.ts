import { defineConfig } from '@ssot/runtime-server'

const secret = process.env['SSOT_SECRET']

export default defineConfig({
  schema: './schema.prisma',
  // Which model the users are, and who of them is an administrator.
  auth: { model: 'User', isAdmin: "auth.role == 'ADMIN'" },
  // Who sends a request: null for nobody, else { id }. While this is absent, `ssot dev` signs you in as an administrator,
  // on this machine only, and a server in production takes everybody for a visitor.
  // authenticate: async (request) => findSession(request.headers.cookie),
  ...(secret !== undefined && { secret }),
})
