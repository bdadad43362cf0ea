import { connection } from 'next/server'

/** Name of the variable that says where the SSOT server is; read when a page is asked for, not when it is built. */
const VARIABLE = 'NEXT_PUBLIC_SSOT_URL'

/** Address of the SSOT server, without a trailing slash. */
export async function apiAddress(): Promise<string> {
  await connection()
  return process.env[VARIABLE] ?? 'http://localhost:4000'
}
